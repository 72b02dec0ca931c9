// What a page of the repository points to, as a page of the site does: pages to pages, other files to the repository,
// the names of types to the javadoc, and pictures for a light and a dark page to images of which one is shown.
import fs from 'node:fs'
import path from 'node:path'
import { pages, root } from './pages.mjs'

const REPOSITORY = 'https://github.com/goloom/goloom'
const files = new Map([...pages].map(([file, page]) => [page, file]))

/** The links to what is not there. */
export const dead = new Set()

export function links(api, base) {
    const types = javadoc(api)
    return markdown => {
        markdown.core.ruler.push('goloom', state => {
            const seen = new Set()
            let inHeading = false
            for (const token of state.tokens) {
                if (token.type.startsWith('heading_')) {
                    inHeading = token.type === 'heading_open'
                } else if (token.type === 'html_block') {
                    token.content = pictures(token.content)
                } else if (token.type === 'inline') {
                    token.children = inline(state, token.children, inHeading, seen)
                }
            }
        })
    }

    function inline(state, tokens, inHeading, seen) {
        const result = []
        let open = 0
        for (const token of tokens) {
            if (token.type === 'link_open') {
                open++
                token.attrSet('href', target(token.attrGet('href'), files.get(state.env.relativePath)))
            } else if (token.type === 'link_close') {
                open--
            }
            const page = token.type === 'code_inline' && open === 0 && !inHeading && typeOf(token.content)
            if (page && !seen.has(page)) {
                seen.add(page)
                const link = new state.Token('link_open', 'a', 1)
                link.attrs = [['href', base + 'api/' + page], ['class', 'api'], ['target', '_self']]
                result.push(link, token, new state.Token('link_close', 'a', -1))
            } else {
                result.push(token)
            }
        }
        return result
    }

    /** The page of the type that a code span names, as Chan or Chan.unbuffered() or Chan<String>, each on its first use. */
    function typeOf(code) {
        const names = /^@?([A-Z]\w*(?:\.[A-Z]\w*)*)(?:<[^>]*>)?(?:\.\w+(?:\(.*\))?)?$/.exec(code)
        return names && types.get(names[1])
    }
}

/** The pages of the types, by their names, as the search of the javadoc has them. */
function javadoc(api) {
    const index = fs.readFileSync(path.join(api, 'type-search-index.js'), 'utf8')
    const packages = JSON.parse(/=(.*]);/s.exec(fs.readFileSync(path.join(api, 'package-search-index.js'), 'utf8'))[1])
    const modules = new Map(packages.map(each => [each.l, each.m]))
    const types = JSON.parse(/=(.*]);/s.exec(index)[1]).filter(type => type.p)
    return new Map(types.map(({ p, l }) => [l, `${modules.get(p)}/${p.replaceAll('.', '/')}/${l}.html`]))
}

/** What a link of the file means on the site. */
function target(href, file) {
    if (/^(\w+:|#)/.test(href) || !file) {
        return href
    }
    const [, name, anchor] = /^([^#]*)(#.*)?$/.exec(href)
    const to = path.posix.normalize(path.posix.join(path.posix.dirname(file), decodeURI(name))).replace(/\/$/, '')
    const page = [to, `${to}/README.md`].find(each => pages.has(each))
    if (page) {
        return '/' + pages.get(page) + (anchor ?? '')
    }
    if (!fs.existsSync(path.join(root, to))) {
        dead.add(`${file}: ${href}`)
        return '#'
    }
    return `${REPOSITORY}/${fs.statSync(path.join(root, to)).isDirectory() ? 'tree' : 'blob'}/main/${to}${anchor ?? ''}`
}

function pictures(html) {
    return html.replace(
        /<picture>\s*<source media="\(prefers-color-scheme: dark\)" srcset="([^"]*)">\s*<img ([^>]*?)src="([^"]*)"([^>]*)>\s*<\/picture>/g,
        (_, dark, before, light, after) =>
            `<img class="in-light" ${before}src="./${light}"${after}><img class="in-dark" ${before}src="./${dark}"${after}>`,
    )
}
