import { describe, expect, it } from 'vitest'
import { toTell } from '../../../pwa/due/due-list.ts'

describe('a notice of due work', () => {
  it('tells once of what fell due, and again only when more does', () => {
    const list = { dueAtMs: [10, 20, 90], toldMs: 0 }
    expect(toTell(list, 5)).toBe(0)
    expect(toTell(list, 30)).toBe(2)
    expect(toTell({ ...list, toldMs: 30 }, 40)).toBe(0)
    expect(toTell({ ...list, toldMs: 30 }, 95)).toBe(3)
  })
})
