import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ItemBody, itemTypes, presentItem, scoreItem } from '#core/assessment'
import { createRandom } from '#core/base'
import { item } from '#core/content'
import { eventKind } from '#core/events'
import { isAnswered } from '../../core/ui/response.ts'
import { demoObjects } from '../support/demo-content.ts'
import { otherKey } from '../support/other-key.ts'
import { blindResponse } from '../support/responses.ts'

const seed = Date.now() % 2 ** 31
console.log(`item type properties: seed ${seed}`)

/** Tasks of every type: its examples, and the demo's items. */
const tasksOf = new Map<string, Record<string, unknown>[]>()
const add = (type: string, task: unknown) =>
  tasksOf.set(type, [...(tasksOf.get(type) ?? []), JSON.parse(JSON.stringify(task))])
for (const { type, examples } of itemTypes) for (const { task } of examples) add(type, task)
for (const { kind, body } of demoObjects()) {
  if (kind !== 'item') continue
  const { type, task } = item.parse(body)
  add(type, task)
}
const bodyOf = (type: string, task: Record<string, unknown>): ItemBody =>
  item.parse({
    title: 'A task',
    type,
    competency: 'handle-refund',
    subCompetencies: ['refund-limits'],
    sources: [{ document: 'refunds', passage: 'limits.1', sha256: '0'.repeat(64) }],
    task,
  })
const everySeed = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const check = (type: string, holds: (body: ItemBody, seed: number) => void | Promise<void>) =>
  fc.assert(
    fc.asyncProperty(fc.constantFrom(...(tasksOf.get(type) ?? [])), everySeed, async (task, each) => {
      await holds(bodyOf(type, task), each)
    }),
    { seed, numRuns: 40 },
  )

const CHOSEN_FROM = new Set(['others', 'options', 'replies', 'pairs', 'extra', 'reasons', 'areas', 'slips'])
const otherOrder = <T>(part: T): T =>
  JSON.parse(JSON.stringify(part), (name, value) =>
    CHOSEN_FROM.has(name) && Array.isArray(value) ? value.toReversed() : value,
  )

describe.each(itemTypes.map(({ type }) => type))('%s', (type) => {
  it('shows the same bytes whatever the key is', () =>
    check(type, (body, each) => {
      const shown = JSON.stringify(presentItem('a', body, each, []))
      const others = otherKey(type, body.task)
      expect(others.length, `tests/support/other-key.ts has no other key for ${type}`).toBeGreaterThan(0)
      for (const task of others) {
        expect(JSON.stringify(task)).not.toBe(JSON.stringify(body.task))
        expect(JSON.stringify(presentItem('a', bodyOf(type, task), each, []))).toBe(shown)
      }
    }))

  it('shows the same bytes in whatever order its author wrote what there is to choose from: most write what is right first', () =>
    check(type, (body, each) => {
      const shown = presentItem('a', body, each, [])
      expect(presentItem('a', bodyOf(type, otherOrder(body.task)), each, [])).toEqual(shown)
    }))

  it('comes to the same outcome again from what the event holds', () =>
    check(type, async (body, each) => {
      const { control } = presentItem('a', body, each, [])
      const response = blindResponse(control, createRandom(each))
      expect(isAnswered(control, response)).toBe(true)
      const outcome = await scoreItem(body, response, {})
      expect(outcome.score).toBeGreaterThanOrEqual(0)
      expect(outcome.score).toBeLessThanOrEqual(1)
      if (outcome.state === 'scored' && outcome.score === 1) expect(outcome.correct).toBe(true)
      const kept = eventKind('item-answered')?.parse({
        attempt: '019a7b2c-0000-7000-8000-000000000001',
        item: 'a',
        version: 1,
        response,
        score: outcome.score,
        correct: outcome.correct,
        state: outcome.state,
        criteria: outcome.criteria.map(({ criterion, verdict }) => ({ criterion, verdict })),
        confidence: 'sure',
        aided: false,
        tookMs: 1,
      })
      const bytes = JSON.stringify(kept)
      expect(new TextEncoder().encode(bytes).length).toBeLessThan(8 * 1024)
      expect(await scoreItem(body, JSON.parse(bytes).response, {})).toEqual(outcome)
    }))
})
