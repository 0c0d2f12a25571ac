import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { AppError } from '#core/base'
import { chromiumArgs, findChromium } from './chromium.ts'

/** Builds the page in a folder of tests/support, serves it beside other folders and hands it over, open in Chromium. */
export async function withServedPage<T>(
  name: string,
  folders: Readonly<Record<string, string>>,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const executablePath = findChromium()
  if (!executablePath) throw new AppError('no-browser', 'No Chromium was found; set CHROME_PATH.')
  const outDir = mkdtempSync(join(tmpdir(), 'handrail-bench-'))
  await build({
    root: resolve('tests/support', name),
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true },
  })
  const app = new Hono()
  for (const [path, root] of Object.entries({ ...folders, '': outDir }))
    app.use(`${path}/*`, serveStatic({ root, rewriteRequestPath: (file) => file.slice(path.length) }))
  const { server, port } = await listen(app)
  const browser = await chromium.launch({ executablePath, args: chromiumArgs })
  try {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${port}/index.html`)
    return await work(page)
  } finally {
    await browser.close()
    server.close()
    rmSync(outDir, { recursive: true })
  }
}

function listen(app: Hono): Promise<{ server: ReturnType<typeof serve>; port: number }> {
  return new Promise((done) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => done({ server, port }))
  })
}
