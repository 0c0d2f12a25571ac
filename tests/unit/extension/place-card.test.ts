import { describe, expect, it } from 'vitest'
import { createRandom } from '#core/base'
import { placeCard } from '../../../extension/guides/place-card.ts'

const card = { width: 340, height: 160 }
const view = { width: 1280, height: 800 }
const field = { left: 300, top: 200, width: 400, height: 36 }

it('stands after the element in reading direction, where there is room', () => {
  expect(placeCard(field, { card, view, rtl: false })).toEqual({ left: 714, top: 200 })
  expect(placeCard({ ...field, left: 600 }, { card, view, rtl: true })).toEqual({ left: 246, top: 200 })
})

it('goes below or above where the window is narrow', () => {
  const narrow = { width: 320, height: 640 }
  const small = { width: 296, height: 200 }
  const near = { left: 40, top: 100, width: 240, height: 40 }
  expect(placeCard(near, { card: small, view: narrow, rtl: false })).toEqual({ left: 12, top: 154 })
  expect(placeCard({ ...near, top: 500 }, { card: small, view: narrow, rtl: false })).toEqual({ left: 12, top: 286 })
})

it('waits in the corner where reading ends while nothing is pointed at', () => {
  expect(placeCard(null, { card, view, rtl: false })).toEqual({ left: 928, top: 628 })
  expect(placeCard(null, { card, view, rtl: true })).toEqual({ left: 12, top: 628 })
})

describe('whatever the sizes', () => {
  const seed = 20261122
  it(`stays in the window, and off any element that leaves it room (seed ${seed})`, () => {
    const random = createRandom(seed)
    const upTo = (most: number) => Math.round(random.next() * most)
    for (let i = 0; i < 2_000; i++) {
      const view = { width: 320 + upTo(1_600), height: 300 + upTo(900) }
      const card = { width: Math.min(340, view.width - 24), height: 100 + upTo(150) }
      const target = { left: upTo(view.width), top: upTo(view.height), width: 20 + upTo(300), height: 16 + upTo(60) }
      const { left, top } = placeCard(target, { card, view, rtl: i % 2 === 0 })
      const told = JSON.stringify({ view, card, target, left, top })
      expect(left >= 12 && top >= 12 && left + card.width <= view.width - 12, told).toBe(true)
      expect(top + card.height <= Math.max(view.height - 12, card.height + 12), told).toBe(true)
      const over =
        left < target.left + target.width &&
        left + card.width > target.left &&
        top < target.top + target.height &&
        top + card.height > target.top
      const room = target.top + target.height + card.height + 30 < view.height || target.top - card.height - 30 > 0
      expect(over && room, told).toBe(false)
    }
  })
})
