import { assessment, item } from '#core/content'
import { asksToProduce } from './items.ts'

/** Share of a proficiency assessment's points that must ask to produce or do something; each item is one point. */
const MIN_PRODUCING = 0.8

/**
 * Why an assessment asks too much to recognise to prove that somebody can do the work; null where it does not. Practice may ask as
 * it likes.
 *
 * @param body  of an assessment
 * @param items bodies of its items by id; one that is not there yet says nothing
 * @throws {AppError} `bad-input`
 */
export function tooLittleProduced(body: unknown, items: ReadonlyMap<string, unknown>): string | null {
  const { items: named, purpose } = assessment.parse(body)
  const types = named.flatMap((id) => (items.has(id) ? [item.parse(items.get(id)).type] : []))
  const producing = types.filter(asksToProduce).length
  if (purpose === 'practice' || types.length === 0 || producing / types.length >= MIN_PRODUCING) return null
  const needed = Math.ceil((types.length - producing) / (1 - MIN_PRODUCING) - 1e-9) - types.length
  return (
    `Only ${producing} of its ${types.length} items ask to produce or do something, and proof needs four in five. ` +
    `Add ${needed} that do, take items out that only ask to choose, or say that it is for practice.`
  )
}

/**
 * What a proficiency assessment is made of: every item that asks to produce, and of the others no more than leave four in five, those
 * first whose sub-competency nothing else asks.
 *
 * @param items of one competency
 * @returns in the order given; `left` are those there was no room for
 */
export function withProducing<T extends { body: unknown }>(items: readonly T[]): { kept: T[]; left: T[] } {
  const isProducing = ({ body }: T) => asksToProduce(item.parse(body).type)
  const subOf = ({ body }: T) => item.parse(body).subCompetencies[0]
  const producing = items.filter(isProducing)
  const asked = new Set(producing.map(subOf))
  const others = items.filter((each) => !isProducing(each))
  const most = Math.floor((producing.length * (1 - MIN_PRODUCING)) / MIN_PRODUCING + 1e-9)
  const first = others.toSorted((a, b) => Number(asked.has(subOf(a))) - Number(asked.has(subOf(b)))).slice(0, most)
  const left = others.filter((each) => !first.includes(each))
  return { kept: items.filter((each) => !left.includes(each)), left }
}
