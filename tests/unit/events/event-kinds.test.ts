import { describe, expect, it } from 'vitest'
import { canonicalJson, eventKind, eventKinds, MAX_EVENT_BYTES, parseEvent, readEvent } from '#core/events'
import { eventSource } from '../../support/events.ts'

const event = eventSource().event()

describe('event kinds', () => {
  it.each(eventKinds.map((kind) => [kind.kind, kind] as const))('%s takes its examples, inside an event', (_, kind) => {
    expect(kind.examples.length).toBeGreaterThan(0)
    for (const data of kind.examples) {
      const whole = parseEvent({ ...event, kind: kind.kind, v: kind.v, data })
      expect(readEvent(whole)).toEqual(whole)
    }
  })

  it.each(eventKinds.map((kind) => [kind.kind, kind] as const))('%s takes no field it does not name', (_, kind) => {
    for (const data of kind.examples)
      expect(() => kind.parse({ ...(data as object), page: 'https://internal.example/customer/7' })).toThrow()
  })

  it('let their person read everything, and say why they are kept', () => {
    for (const kind of eventKinds) {
      expect(kind.readers.learner).toMatch(/^everything/)
      expect(kind.purpose.length).toBeGreaterThan(10)
    }
  })

  it('are for the learner alone where they tell of help that was used', () => {
    for (const name of ['aid-offered', 'aid-opened', 'item-shown'])
      expect(Object.keys(eventKind(name)?.readers ?? {})).toEqual(['learner'])
    // counts, only when the employee shares them, and never of one person
    expect(eventKind('search-made')?.readers.ld).toMatch(/^sums .* at least 10 people, .* chose to share$/)
  })

  it('let only the server decide and observe', () => {
    const byServer = eventKinds.filter((kind) => kind.from === 'server').map((kind) => kind.kind)
    expect(byServer).toEqual(['challenge-decided', 'evidence-observed', 'report-answered', 'answer-scored'])
  })

  it('fit an event with the longest answer in any script', () => {
    const kind = eventKind('item-answered')
    const example = kind?.examples[0] as Record<string, unknown>
    for (const letter of ['a', 'é', '字', '😀'.slice(0, 2)]) {
      const text = letter.repeat(Math.floor(2000 / letter.length))
      const whole = { ...event, kind: 'item-answered', data: { ...example, response: { answer: 'text', text } } }
      expect(new TextEncoder().encode(canonicalJson(parseEvent(whole))).length).toBeLessThan(MAX_EVENT_BYTES)
    }
  })
})

describe('an event', () => {
  it('of a kind or version not known here is kept, and left out of folds', () => {
    expect(readEvent(parseEvent({ ...event, kind: 'from-the-future' }))).toBeNull()
    expect(readEvent(parseEvent({ ...event, v: 2, data: { hits: 3, more: true } }))).toBeNull()
  })

  it('is refused when it is too large, too deep, or not itself', () => {
    let deep: unknown = 1
    for (let i = 0; i < 5000; i++) deep = [deep]
    for (const bad of [
      { ...event, data: { hits: 1, pad: 'x'.repeat(MAX_EVENT_BYTES) } },
      { ...event, data: { deep } },
      { ...event, id: 'not-an-id' },
      { ...event, id: event.id.toUpperCase() },
      { ...event, learner: 'sam' },
      { ...event, gen: -1 },
    ])
      expect(() => parseEvent(bad)).toThrowError(expect.objectContaining({ code: 'bad-input' }))
  })
})
