import { describe, expect, it } from 'vitest'
import { checkItem, presentItem, reviewItem, scoreItem } from '#core/assessment'
import { item } from '#core/content'
import { optionId } from '../../../core/assessment/task.ts'
import { demoObjects } from '../../support/demo-content.ts'

const items = new Map(
  demoObjects().flatMap(({ kind, id, body }) => (kind === 'item' ? [[id, item.parse(body)] as const] : [])),
)
const itemOf = (id: string) => items.get(id) ?? expect.fail(`no item ${id}`)
const orderOf = (id: string) => (itemOf(id).task.steps as { text: string }[]).map((step) => step.text)
const controlOf = (id: string, seed: number) => presentItem(id, itemOf(id), seed, []).control

describe('a presented item', () => {
  it.each([...items.keys()])('%s does not hold its key', (id) => {
    const shown = JSON.stringify(presentItem(id, itemOf(id), 7, []))
    for (const mark of keyMarks(itemOf(id).task)) expect(shown).not.toContain(JSON.stringify(mark).slice(1, -1))
    expect(shown).not.toMatch(/"(right|why|models|wrong|criteria|mentions|met|missed|difficulty|steps)":/)
  })

  it('shows the same order for the same seed and another for another', () => {
    const orders = Array.from({ length: 20 }, (_, seed) => JSON.stringify(controlOf('refund-check-order', seed)))
    expect(JSON.stringify(controlOf('refund-check-order', 3))).toBe(orders[3])
    expect(new Set(orders).size).toBeGreaterThan(5)
  })

  it('shows steps in any order, the right one too: what is shown says nothing of the key', () => {
    const right = orderOf('refund-check-order').map(optionId)
    const shown = Array.from({ length: 2_000 }, (_, seed) => controlOf('refund-check-order', seed)).filter(
      (control) => control.answer === 'order' && control.options.every((option, at) => option.id === right[at]),
    )
    // five steps: one of 120 orders, so 17 of 2,000
    expect(shown.length).toBeGreaterThan(4)
    expect(shown.length).toBeLessThan(35)
  })

  it('does not put the right option first more often than chance', () => {
    const right = optionId('The Head of Customer Service')
    const first = Array.from({ length: 400 }, (_, seed) => controlOf('refund-rug-320', seed)).filter(
      (control) => control.answer === 'choose-and-justify' && control.options[0]?.id === right,
    )
    expect(first.length).toBeGreaterThan(60)
    expect(first.length).toBeLessThan(140)
  })
})

describe('order', () => {
  const right = orderOf('refund-check-order').map(optionId)
  const score = (order: string[]) => scoreItem(itemOf('refund-check-order'), { answer: 'order', order }, {})

  it('is correct only when every step is in its place', async () => {
    expect(await score(right)).toMatchObject({ score: 1, correct: true })
    const [a, b, ...rest] = right as [string, string]
    expect(await score([b, a, ...rest])).toMatchObject({ score: 0.9, correct: false })
    expect(await score(right.toReversed())).toMatchObject({ score: 0, correct: false })
  })

  it('names the first pair that is the wrong way round, and why', async () => {
    const [a, b, ...rest] = right as [string, string]
    const { criteria } = await score([b, a, ...rest])
    expect(criteria[0]?.feedback).toBe(
      '"Check that the order belongs to the customer" comes before "Check that it has not been refunded already": whose order it is comes before everything else.',
    )
  })

  it.each([
    ['a step is missing', right.slice(1)],
    ['a step comes twice', [...right.slice(1), right[1] ?? '']],
    ['a step is not of this item', [...right.slice(1), 'unknown']],
  ])('refuses an answer where %s', async (_, order) => {
    await expect(score(order)).rejects.toMatchObject({ code: 'bad-input' })
  })
})

describe('choose and justify', () => {
  const score = (choice: string, reason: string) =>
    scoreItem(
      itemOf('refund-rug-320'),
      { answer: 'choose-and-justify', choice: optionId(choice), reason: optionId(reason) },
      {},
    )

  it('wants the right act for the right reason', async () => {
    const act = 'The Head of Customer Service'
    expect(await score(act, 'The amount is above what a team lead may approve')).toMatchObject({
      score: 1,
      correct: true,
    })
    expect(await score(act, 'The item came in the wrong size')).toMatchObject({ score: 0.5, correct: false })
  })

  it('refuses an option the item does not have', async () => {
    await expect(score('Somebody else', 'The item came in the wrong size')).rejects.toMatchObject({ code: 'bad-input' })
  })
})

describe('the check of an item', () => {
  const body = (task: object, type = 'order') => ({ ...itemOf('refund-check-order'), type, task })
  it.each([
    ['an unknown type', body({}, 'essay'), 'There is no item type "essay"'],
    ['a task without its parts', body({}), 'difficulty'],
    ['too few steps', body({ ...itemOf('refund-check-order').task, steps: [] }), 'steps'],
    ['an answer of another type', body(itemOf('refund-rug-320').task), 'steps'],
  ])('refuses %s', (_, wrong, says) => {
    expect(() => checkItem(wrong)).toThrow(says)
  })

  it('refuses an answer that is not of the item', async () => {
    await expect(scoreItem(itemOf('refund-rug-320'), { answer: 'order', order: [] }, {})).rejects.toMatchObject({
      code: 'bad-input',
    })
  })
})

/** What only the key says: right options are shown among the others, so of them only the marks count. */
function keyMarks(task: Record<string, unknown>): string[] {
  const told = (value: unknown): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, inner]) =>
          typeof inner === 'string' ? (['why', 'met', 'missed'].includes(name) ? [inner] : []) : told(inner),
        )
      : []
  const criteria = (task.criteria ?? []) as { text: string; models: string[]; wrong: string[] }[]
  return [...told(task), ...criteria.flatMap(({ text, models, wrong = [] }) => [text, ...models, ...wrong])]
}

it('shows a reviewer the key and every sentence of feedback of every item of the demo', () => {
  for (const [id, body] of items) {
    const shown = JSON.stringify(reviewItem(body))
    for (const text of textsIn(body.task)) expect(shown, `${id}: ${text}`).toContain(JSON.stringify(text).slice(1, -1))
  }
})

/** Every sentence of a task; ids and settings are no sentences. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.includes(' ') ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}
