// What docs/site/test runs, below target, where npm has put the driver of the browser.
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'

const WIDTHS = [390, 1280]
const TYPES = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', png: 'image/png', woff2: 'font/woff2' }

const { values, positionals } = parseArgs({ options: { pictures: { type: 'string' } }, allowPositionals: true })
const site = path.resolve(positionals[0] ?? path.join(import.meta.dirname, 'html'))
const base = process.env.SITE_BASE || '/'
const errors = []

const all = fs.readdirSync(site, { recursive: true }).filter(file => file.endsWith('.html')).sort()
const pages = all.filter(file => !file.startsWith('api/') && file !== '404.html')
if (pages.length === 0) {
    throw new Error(`there are no pages in ${site}`)
}

const server = http.createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost').pathname
    if (url === '/favicon.ico') {
        return response.writeHead(204).end() // the browser asks for it on the pages of the javadoc
    }
    const file = url.startsWith(base) && fileOf(url)
    response.writeHead(file ? 200 : 404, { 'content-type': (file && TYPES[path.extname(file).slice(1)]) || 'text/plain' })
    response.end(file ? fs.readFileSync(file) : 'not here')
}).listen(0, '127.0.0.1')
await new Promise(resolve => server.once('listening', resolve))
const origin = `http://127.0.0.1:${server.address().port}`

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] })
try {
    for (const width of WIDTHS) {
        await lookAtAll(width)
    }
    await search()
    await dark()
} finally {
    await browser.close()
    server.close()
}
const links = deadLinks()
errors.forEach(error => console.error(error))
console.log(`${pages.length} pages at ${WIDTHS.join(' and ')} pixels, ${links} links of ${all.length} files, with the javadoc`)
console.log(`${errors.length === 0 ? 1 : 0} passed, ${errors.length} failed`)
process.exitCode = errors.length === 0 ? 0 : 1

/** The file that a path of a URL means, or undefined. */
function fileOf(url) {
    const name = path.join(site, decodeURIComponent(url.slice(base.length)))
    return [name, `${name}.html`, path.join(name, 'index.html')].find(each => fs.statSync(each, { throwIfNoEntry: false })?.isFile())
}

/** A tab that writes down what must not happen in it. */
async function open(options) {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const wrong = what => errors.push(`${page.url().replace(origin, '')} at ${options.viewport.width}: ${what}`)
    page.on('request', request => {
        if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url())) {
            wrong(`asks for ${request.url()}`)
        }
    })
    page.on('response', response => response.status() >= 400 && wrong(`${response.status()} for ${response.url()}`))
    page.on('pageerror', error => wrong(error.message))
    page.on('console', message => ['error', 'warning'].includes(message.type()) && wrong(`console: ${message.text()} ${message.location().url}`))
    return { page, wrong, close: () => context.close() }
}

async function lookAtAll(width) {
    const { page, wrong, close } = await open({ viewport: { width, height: 844 } })
    const javadoc = ['api/index.html', ...all.filter(file => /^api\/.*\/chan\/(Chan|package-summary)\.html$/.test(file))]
    for (const file of [...pages, ...javadoc]) {
        await page.goto(`${origin}${base}${file}`, { waitUntil: 'networkidle' })
        for (const wide of await page.evaluate(tooWide)) {
            wrong(`is too wide: ${wide}`)
        }
        if (values.pictures) {
            fs.mkdirSync(values.pictures, { recursive: true })
            await page.screenshot({ path: path.join(values.pictures, `${file.replaceAll('/', '-')}-${width}.png`) })
        }
    }
    await close()
}

/** In the page: what is wider than the window, and is not in a box that can be scrolled or that cuts it off on purpose. */
function tooWide() {
    const inBox = element => {
        for (let each = element.parentElement; each && each !== document.body; each = each.parentElement) {
            const style = getComputedStyle(each)
            if (style.overflowX !== 'visible' && each.getBoundingClientRect().right <= innerWidth + 1) {
                return true
            }
            if (style.position === 'fixed') {
                return true
            }
        }
        return false
    }
    const wide = [...document.body.querySelectorAll('*')].filter(element => {
        const box = element.getBoundingClientRect()
        const style = getComputedStyle(element)
        return box.width > 1 && box.right > innerWidth + 1 && style.visibility !== 'hidden' && style.position !== 'fixed' && !inBox(element)
    })
    const said = wide.slice(0, 3).map(element => `${element.outerHTML.slice(0, 100)} to ${Math.round(element.getBoundingClientRect().right)}`)
    if (document.documentElement.scrollWidth > innerWidth) {
        said.push(`the page can be scrolled to ${document.documentElement.scrollWidth}`)
    }
    return said
}

async function search() {
    for (const width of WIDTHS) {
        const { page, wrong, close } = await open({ viewport: { width, height: 844 } })
        await page.goto(`${origin}${base}`, { waitUntil: 'networkidle' })
        await page.locator('#local-search button').click()
        await page.locator('#localsearch-input').fill('Chan')
        const result = page.locator('.VPLocalSearchBox .result').first()
        try {
            await result.waitFor({ timeout: 10_000 })
            const count = await page.locator('.VPLocalSearchBox .result').count()
            await result.click()
            await page.waitForURL(url => url.pathname !== base || url.hash !== '', { timeout: 10_000 })
            console.log(`search at ${width}: "Chan" has ${count} results, the first is ${page.url().replace(origin, '')}`)
        } catch (error) {
            wrong(`the search does not find "Chan": ${error.message.split('\n')[0]}`)
        }
        await close()
    }
}

async function dark() {
    const { page, wrong, close } = await open({ viewport: { width: 1280, height: 844 }, colorScheme: 'dark' })
    await page.goto(`${origin}${base}docs/observing.html`, { waitUntil: 'networkidle' })
    const seen = await page.evaluate(() => ({
        background: getComputedStyle(document.body).backgroundColor,
        light: getComputedStyle(document.querySelector('.in-light')).display,
        dark: getComputedStyle(document.querySelector('.in-dark')).display,
    }))
    const [red] = seen.background.match(/\d+/g).map(Number)
    if (red > 64 || seen.light !== 'none' || seen.dark === 'none') {
        wrong(`is not dark: ${JSON.stringify(seen)}`)
    }
    await close()
}

/** Each link to a file of the site and to an anchor in it. Returns how many there are. */
function deadLinks() {
    const texts = new Map(all.map(file => [path.join(site, file), fs.readFileSync(path.join(site, file), 'utf8')]))
    const anchors = new Map([...texts].map(([file, text]) => [file, new Set([...text.matchAll(/\s(?:id|name)="([^"]*)"/g)].map(([, id]) => unescaped(id)))]))
    let count = 0
    for (const [file, text] of texts) {
        const url = base + path.relative(site, file)
        const body = text.replace(/<script[\s\S]*?<\/script>/g, '')
        for (const href of new Set([...body.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, each]) => unescaped(each)))) {
            const target = new URL(href, `${origin}${url}`)
            if (target.origin !== origin) {
                continue
            }
            count++
            const to = target.pathname.startsWith(base) && fileOf(target.pathname)
            const anchor = decodeURIComponent(target.hash.slice(1))
            if (!to) {
                errors.push(`${url}: the link to ${href} is dead`)
            } else if (anchor && anchors.has(to) && !anchors.get(to).has(anchor)) {
                errors.push(`${url}: ${href} has no such anchor`)
            }
        }
    }
    return count
}

function unescaped(text) {
    return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
}
