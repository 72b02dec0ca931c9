// Which files are pages of the site, what they are called, and what stands beside them.
import fs from 'node:fs'
import path from 'node:path'

export const root = process.env.GOLOOM_ROOT

const GROUPS = [
    { text: 'Guide', of: 'docs/guide' },
    { text: 'Use', of: ['pipelines', 'observing', 'testing', 'go-to-java', 'differences', 'memory-model', 'versioning'] },
    { text: 'How it works', of: ['design', 'lib/explorer/README', 'reliability', 'mutants', 'go-behaviours'] },
    { text: 'Figures', of: ['benchmarks', 'grid', 'latency', 'scaling'] },
    { text: 'Decisions', of: 'docs/decisions' },
    { text: 'Project', of: ['CHANGELOG', 'CONTRIBUTING', 'SECURITY'] },
]

// A page has its path in the repository, but that a README.md is the index of its folder.
export const pages = new Map(
    ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'lib/explorer/README.md', ...below('docs')]
        .filter(file => file.endsWith('.md') && fs.existsSync(path.join(root, file)))
        .map(file => [file, file.replace(/README\.md$/, 'index.md')]),
)

/** Copies the pages, and all that is beside them: pictures. */
export function copyPages(to) {
    const beside = below('docs').filter(file => /\.(svg|png)$/.test(file))
    for (const [file, name] of [...pages, ...beside.map(each => [each, each])]) {
        fs.cpSync(path.join(root, file), path.join(to, name))
    }
}

export function sidebar() {
    const left = new Set(pages.keys())
    const groups = GROUPS.map(group => {
        const files = typeof group.of === 'string' ? folder(group.of) : group.of.map(named).filter(Boolean)
        files.forEach(file => left.delete(file))
        return { text: group.text, collapsed: group.text === 'Decisions', items: files.map(item) }
    })
    left.delete('README.md')
    groups.push({ text: 'More', items: [...left].map(item) })
    return [{ text: 'Start', link: '/' }, ...groups.filter(group => group.items.length > 0)]
}

function named(name) {
    return [`${name}.md`, `docs/${name}.md`].find(file => pages.has(file))
}

/** The pages of a folder: its index, the pages that it names, in its order, and the others. */
function folder(name) {
    const files = [...pages.keys()].filter(file => path.dirname(file) === name).sort()
    const index = files.find(file => file.endsWith('README.md'))
    const text = index ? fs.readFileSync(path.join(root, index), 'utf8') : ''
    const place = file => (file === index ? -1 : (text.indexOf(`](${path.basename(file)}`) + 1 || Infinity))
    return files.sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
}

function item(file) {
    return { text: title(file), link: '/' + pages.get(file).replace(/(index)?\.md$/, '') }
}

function title(file) {
    const heading = /^# (.*)$/m.exec(fs.readFileSync(path.join(root, file), 'utf8'))
    return heading ? heading[1].replaceAll('`', '') : path.basename(file, '.md')
}

function below(name) {
    return fs.readdirSync(path.join(root, name), { withFileTypes: true }).flatMap(entry => {
        const file = `${name}/${entry.name}`
        return entry.isDirectory() ? (file === 'docs/site' ? [] : below(file)) : [file]
    }).sort()
}
