import path from 'node:path'
import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { dead, links } from './links.mjs'
import { copyPages, root, sidebar } from './pages.mjs'

const source = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../src')
const base = process.env.SITE_BASE || '/'
const version = /<version>(.*)<\/version>/.exec(fs.readFileSync(path.join(root, 'pom.xml'), 'utf8'))[1]

const guide = sidebar().find(group => group.text === 'Guide')?.items[0].link

copyPages(source)

export default defineConfig({
    base,
    srcDir: source,
    outDir: process.env.SITE_OUT,
    lang: 'en',
    title: 'goloom',
    description: "Go's concurrency primitives for Java, on virtual threads",
    head: [['link', { rel: 'icon', href: `${base}icon.svg` }]],
    srcExclude: ['public/**'],
    ignoreDeadLinks: false,
    buildEnd() {
        if (dead.size > 0) {
            throw new Error(`These links lead nowhere:\n${[...dead].join('\n')}`)
        }
    },
    markdown: {
        config: links(path.join(source, 'public/api'), base),
        // The anchors of GitHub, which the pages are written for.
        anchor: {
            slugify: text => text.trim().toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '').replaceAll(' ', '-'),
        },
    },
    themeConfig: {
        nav: [
            ...(guide ? [{ text: 'Guide', link: guide }] : []),
            { text: 'From Go', link: '/docs/go-to-java' },
            { text: 'API', link: '/api/index.html', target: '_self' },
            { text: version, link: '/CHANGELOG' },
            { text: 'GitHub', link: 'https://github.com/goloom/goloom' },
        ],
        sidebar: sidebar(),
        outline: [2, 3],
        search: {
            provider: 'local',
            options: {
                miniSearch: {
                    searchOptions: {
                        // A catalogue and a list of seeded bugs name everything, and explain little.
                        boostDocument: page => (/guide/.test(page) ? 2 : /go-behaviours|mutants|decisions/.test(page) ? 0.2 : 1),
                    },
                },
            },
        },
    },
})
