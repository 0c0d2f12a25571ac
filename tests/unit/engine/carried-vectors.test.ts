import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Embedder } from '#core/embedding'
import { createApp } from '../../../sync/app.ts'
import { initDemo } from '../../../sync/demo/init-demo.ts'
import { enrolmentLink } from '../../../sync/enrolment-link.ts'
import { type Folder, openFolder } from '../../../sync/folder.ts'
import type { Organisation } from '../../../sync/organisation.ts'
import { realEmbedder, testDevice } from '../../support/engine.ts'

const path = mkdtempSync(join(tmpdir(), 'handrail-carried-'))
let folder: Folder
let org: Organisation

beforeAll(async () => {
  folder = openFolder(path)
  org = await initDemo({ folder, log: () => {} })
})
afterAll(async () => {
  await folder.close()
  rmSync(path, { recursive: true, force: true })
})

/** A device with the real model under such a name, enrolled at the demo's server; `embedded` is what it embeds itself, `seen` the progress told meanwhile. */
async function enrolled(model: string) {
  const embedded: string[] = []
  const seen: number[] = []
  const embedder: Embedder = {
    ...realEmbedder,
    model,
    embed: async (texts, signal) => {
      embedded.push(...texts)
      seen.push((await engine.meaningState()).done)
      return realEmbedder.embed(texts, signal)
    },
  }
  const { engine } = testDevice((request) => createApp(org).fetch(request), Date.now, embedder)
  await engine.enrol(await enrolmentLink(org, 'leo', 'https://desk.example'))
  return { engine, embedded, seen }
}

it('a device of the same model takes the vectors of the release and embeds nothing but the question', async () => {
  const { engine, embedded } = await enrolled(realEmbedder.model)
  await engine.search({ text: 'customer wants money back' })
  await vi.waitFor(async () => expect((await engine.meaningState()).state).toBe('ready'), { timeout: 20_000 })
  const { state, by, hits } = await engine.search({ text: 'customer wants money back' })
  expect({ state, by }).toEqual({ state: 'found', by: 'words-and-meaning' })
  expect(hits.slice(0, 3).some(({ title }) => /refund/i.test(title))).toBe(true)
  expect([...new Set(embedded)].sort()).toEqual(['customer wants money back', 'ready'])
  embedded.length = 0
  // aids are compared with a page by vectors of the release too: only what the page says is new
  await engine.offer({
    host: 'elsewhere.example',
    pathShape: '/orders/:id',
    title: 'Order',
    headings: ['Give money back'],
    labels: ['Amount'],
    focused: null,
    banners: [],
  })
  expect(new Set(embedded).size).toBe(1)
})

it('a device of another model makes them itself, says how far it is, and finds the same', async () => {
  const { engine, embedded, seen } = await enrolled('e'.repeat(64))
  await engine.search({ text: 'customer wants money back' })
  await vi.waitFor(async () => expect((await engine.meaningState()).state).toBe('ready'), { timeout: 90_000 })
  expect(new Set(embedded).size).toBeGreaterThan(20)
  const { of } = await engine.meaningState()
  expect(seen.filter((done) => done > 0 && done < of).length).toBeGreaterThan(3)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  const { hits } = await engine.search({ text: 'customer wants money back' })
  expect(hits.slice(0, 3).some(({ title }) => /refund/i.test(title))).toBe(true)
}, 120_000)
