import { expect, it } from 'vitest'
import { clues } from '#core/anchors'
import { eventKind } from '#core/events'

it('can tell every kind of clue that an anchor can lose, and nothing else', () => {
  const anchorLost = eventKind('anchor-lost')
  const data = { placement: 'hand-over-guide', anchor: 'escalate', lost: [...clues] }
  expect(anchorLost?.parse(data)).toEqual(data)
  expect(() => anchorLost?.parse({ ...data, lost: ['Refund of 80 for Ms Hall'] })).toThrow()
})
