import type { AnsweredItem, AnswerQueue } from '#core/authoring'

/** A question with what waits of it for this person. */
export interface Question {
  item: string
  title: string
  domains: string[]
  waiting: number
  contested: boolean
  /** the answer to begin with */
  first: string | null
  /** null for one with a closed key, of which somebody contests a score */
  standing: AnsweredItem | null
}

/** What waits comes first, contested before all; then questions where only the agreement is to be seen. */
export function questionsOf({ waiting, items }: AnswerQueue): Question[] {
  const ids = new Set([...waiting.map(({ item }) => item), ...items.map(({ item }) => item)])
  return [...ids]
    .map((item): Question => {
      const own = waiting.filter((one) => one.item === item)
      const standing = items.find((one) => one.item === item) ?? null
      return {
        item,
        title: standing?.title ?? own[0]?.title ?? item,
        domains: own[0]?.domains.map(({ title }) => title) ?? [],
        waiting: own.length,
        contested: own.some((one) => one.contested),
        first: own[0]?.id ?? null,
        standing,
      }
    })
    .sort((a, b) => Number(b.contested) - Number(a.contested) || b.waiting - a.waiting || (a.title < b.title ? -1 : 1))
}
