import { describe, expect, it } from 'vitest'
import { createRandom } from '#core/base'
import { type MessageSender, requireSender, senderOf, senders } from '../../../extension/messaging/senders.ts'

const self = { id: 'handrailid', origin: 'chrome-extension://handrailid' }
const names = Object.keys(senders) as (keyof typeof senders)[]
const tab = { id: 7, windowId: 1 }
const panel: MessageSender = { id: self.id, origin: self.origin, url: `${self.origin}/sidepanel.html` }
const worker: MessageSender = { id: self.id, url: `${self.origin}/background.js` }
const tool: MessageSender = {
  id: self.id,
  origin: 'https://desk.example.com',
  tab,
  frameId: 0,
  url: 'https://desk.example.com/',
}

it('knows our own pages, also in a tab, and our script in the top frame of a tool', () => {
  expect(senderOf(panel, self)).toBe('own')
  expect(senderOf({ ...panel, tab, frameId: 0 }, self)).toBe('own')
  expect(senderOf(worker, self)).toBe('own')
  expect(senderOf(tool, self)).toBe('tool')
})

it.each<[string, MessageSender]>([
  ['another extension', { ...panel, id: 'other', origin: 'chrome-extension://other' }],
  ['another extension that claims our address', { ...panel, id: 'other' }],
  ['a page without an extension id', { origin: self.origin, url: panel.url }],
  ['a frame inside a tool', { ...tool, frameId: 3 }],
  ['a page without a tab', { ...tool, tab: undefined }],
  ['a sandboxed frame of ours', { ...panel, origin: 'null' }],
  ['a tool whose address only looks like ours', { ...tool, url: panel.url, frameId: 1 }],
  ['a local file', { ...tool, origin: 'file://' }],
  ['nobody', {}],
])('answers nothing to %s', (_, sender) => {
  expect(senderOf(sender, self)).toBeNull()
  for (const name of names)
    expect(() => requireSender(name, sender, self)).toThrow(expect.objectContaining({ code: 'forbidden' }))
})

describe('a compromised tool page', () => {
  it('reaches neither the engine nor anything meant for our own pages', () => {
    const reached = names.filter((name) => {
      try {
        return requireSender(name, tool, self) === 'tool'
      } catch {
        return false
      }
    })
    expect(reached).toEqual([
      'page-signals',
      'tip-shown',
      'tip-opened',
      'tip-put-away',
      'guide-move',
      'guide-found',
      'page-over-budget',
    ])
  })

  it('gets no privileged answer out of 10,000 forged senders (seed 11)', () => {
    const random = createRandom(11)
    const pick = <T>(list: readonly T[]): T => list[random.int(list.length)] as T
    const origins = ['https://desk.example.com', 'null', '', 'file://', 'http://x', `${self.origin}.evil`, undefined]
    for (let i = 0; i < 10_000; i++) {
      const sender: MessageSender = {
        id: pick([self.id, 'other', undefined]),
        origin: pick(origins),
        url: pick([
          'https://desk.example.com/',
          `https://x/${self.origin}/`,
          `${self.origin}.evil/`,
          'about:blank',
          undefined,
        ]),
        tab: pick([tab, undefined, {}]),
        frameId: pick([0, 1, undefined]),
      }
      for (const name of ['engine', 'wake-engine', 'page-stop'] as const)
        expect(() => requireSender(name, sender, self)).toThrow(expect.objectContaining({ code: 'forbidden' }))
    }
  })
})
