import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExtensionBrowser } from '../../sync/demo/extension-browser.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'
import { forbiddenPlace, tryEveryWay } from '../support/ways-out.ts'

let handrail: Handrail
let browser: ExtensionBrowser
let place: Awaited<ReturnType<typeof forbiddenPlace>>

beforeAll(async () => {
  handrail = await startHandrail()
  browser = await handrail.launchExtension('leo')
  place = await forbiddenPlace()
})
afterAll(async () => {
  await handrail?.stop()
  await place?.close()
})

const opened = async (path: string): Promise<Page> => {
  const page = await browser.context.newPage()
  await page.goto(`${browser.origin}/${path}`)
  return page
}
/** the worker of the model, in a page that is the engine's host as the offscreen document is */
async function engineHost() {
  const page = await opened('offscreen.html')
  const [worker] = page.workers()
  const found = worker ?? (await page.waitForEvent('worker'))
  await expect.poll(() => page.evaluate(() => document.querySelectorAll('meta[name="handrail-server"]').length)).toBe(1)
  return { page, worker: found }
}

describe('once enrolled, nobody but the organisation’s server is reached', () => {
  it.each(['options.html', 'sidepanel.html'])('from %s', async (path) => {
    const page = await opened(path)
    expect((await page.evaluate(tryEveryWay, place.port)).length).toBeGreaterThan(15)
    expect(place.taken()).toEqual([])
    // nor the server itself: these pages ask the engine
    const asked = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => 'answered',
          () => 'refused',
        ),
      `${handrail.origin}/health`,
    )
    expect(asked).toBe('refused')
    await page.close()
  })

  it('from the engine’s document, which reaches the server', async () => {
    const { page } = await engineHost()
    const asked = await page.evaluate((url) => fetch(url).then((reply) => reply.status), `${handrail.origin}/health`)
    expect(asked).toBe(200)
    expect((await page.evaluate(tryEveryWay, place.port)).length).toBeGreaterThan(15)
    expect(place.taken()).toEqual([])
    await page.close()
  })

  it('from the worker of the model, nor from a second way to its fetch', async () => {
    const { page, worker } = await engineHost()
    expect((await worker.evaluate(tryEveryWay, place.port)).length).toBeGreaterThan(8)
    expect(place.taken()).toEqual([])
    const own = await worker.evaluate(() => fetch('/model/handrail-minilm/config.json').then((reply) => reply.ok))
    expect(own).toBe(true)
    await page.close()
  })

  it('from the background', async () => {
    const [worker] = browser.context.serviceWorkers()
    if (!worker) throw new Error('the background is not running')
    expect((await worker.evaluate(tryEveryWay, place.port)).length).toBeGreaterThan(8)
    expect(place.taken()).toEqual([])
  })

  it('from the app, its engine’s worker and the worker of the model', async () => {
    const { page } = await handrail.launchPwa()
    expect((await page.evaluate(tryEveryWay, place.port)).length).toBeGreaterThan(15)
    expect(place.taken()).toEqual([])
    const workers = page.workers()
    expect(workers.length).toBeGreaterThan(0)
    for (const worker of workers) await worker.evaluate(tryEveryWay, place.port)
    expect(place.taken()).toEqual([])
  })

  it('while an ordinary page reaches the place in the same ways', async () => {
    const page = await browser.context.newPage()
    const plain = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<!doctype html><p>'))
    await new Promise<void>((done) => plain.listen(0, '127.0.0.1', done))
    await page.goto(`http://127.0.0.1:${(plain.address() as AddressInfo).port}/`)
    await page.evaluate(tryEveryWay, place.port).catch(() => {})
    expect(place.taken().length).toBeGreaterThan(3)
    await page.close()
    plain.close()
  })
})
