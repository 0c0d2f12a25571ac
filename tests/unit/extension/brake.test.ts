import * as v from 'valibot'
import { expect, it, vi } from 'vitest'
import { BURST, createBrake, PER_SECOND } from '../../../extension/messaging/brake.ts'

type Listener = (message: object, sender: object, answer: (value: unknown) => void) => unknown

it('hears an ordinary page, however busy, and each tab for itself', () => {
  let now = 0
  const hears = createBrake({ nowMs: () => now })
  // a minute of a page that changes every second while a guide's steps go by
  for (let second = 0; second < 60; second++) {
    now += 1_000
    for (const said of second % 5 === 0 ? [1, 2, 3, 4] : [1]) expect(hears(7), `${second} s, ${said}`).toBe(true)
  }
  for (let n = 0; n < 1_000; n++) hears(8)
  expect(hears(8)).toBe(false)
  expect(hears(7)).toBe(true)
})

it('hears a flood only so far, and its tab again once it rests', () => {
  let now = 0
  const hears = createBrake({ nowMs: () => now })
  let heard = 0
  for (let n = 0; n < 60_000; n++) {
    now += 1
    if (hears(7)) heard++
  }
  expect(heard).toBeLessThanOrEqual(BURST + 60 * PER_SECOND)
  now += 10_000
  expect(hears(7)).toBe(true)
})

it('gives each of many tabs its own, and takes none from another', () => {
  let now = 0
  const hears = createBrake({ nowMs: () => now })
  for (let n = 0; n < BURST; n++) hears(1)
  for (let tab = 2; tab < 1_000; tab++) expect(hears(tab)).toBe(true)
  expect(hears(1)).toBe(false)
  now += 100_000
  expect(hears(1)).toBe(true)
})

it('a compromised content script that floods the background reaches its handlers no oftener; our own pages are not held up', async () => {
  const listeners: Listener[] = []
  const runtime = {
    id: 'handrailid',
    getURL: (path: string) => `chrome-extension://handrailid${path}`,
    onMessage: { addListener: (listener: Listener) => listeners.push(listener), removeListener: () => {} },
  }
  vi.stubGlobal('chrome', { runtime })
  vi.stubGlobal('browser', { runtime })
  const { receive } = await import('../../../extension/messaging/receive.ts')
  let calls = 0
  receive('guide-move', v.any(), () => {
    calls++
  })
  const say = (sender: object) =>
    new Promise<{ err?: { message: string } }>((answer) => {
      const message = { id: 1, type: 'guide-move', data: { to: 1 }, timestamp: 1 }
      for (const listener of listeners)
        listener(message, { id: 'handrailid', ...sender }, (value) => answer(value as object))
    })
  const tool = { origin: 'https://desk.example.com', url: 'https://desk.example.com/', frameId: 0, tab: { id: 7 } }
  const panel = { origin: 'chrome-extension://handrailid', url: 'chrome-extension://handrailid/sidepanel.html' }
  const answers: { err?: { message: string } }[] = []
  for (let n = 0; n < 1_000; n++) answers.push(await say(tool))
  expect(calls).toBeGreaterThanOrEqual(BURST)
  expect(calls).toBeLessThan(BURST + 10)
  expect(answers.at(-1)?.err?.message).toContain('says too much')
  const before = calls
  for (let n = 0; n < 200; n++) await say(panel)
  expect(calls).toBe(before + 200)
  vi.unstubAllGlobals()
})
