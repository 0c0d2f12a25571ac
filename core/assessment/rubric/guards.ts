import { clausesOf, wordsOf } from './sentences.ts'

const words = (list: string) => new Set(list.split(/\s+/))
const NEGATIONS = words(
  `no not never none nothing without refuse refuses skip skips ignore ignores avoid avoids cannot can't don't doesn't
  didn't won't wouldn't shouldn't couldn't isn't aren't wasn't mustn't needn't`,
)
/** "If it is not found, I search" searches: what a condition denies is not what the person does. */
const CONDITIONS = words('if when whenever unless until once should before after while as')
const FUNCTION_WORDS = words(
  `a an the this that these those i i'd i'll i'm i've we we'd we'll you your he she they them their his her it its is are
  was were be been am do does did have has had will would should could can may might must to of in on at by for from with
  as if so and or but because then than when while until after before about not no my me us our him who what which there
  please also`,
)

/**
 * "I would not ask" and "I ask" are close in meaning space and opposite in fact. A clause with an odd number of negations
 * turns a text round; conditions and a lone "No," do not count.
 */
export const isNegated = (text: string): boolean =>
  clausesOf(text)
    .map(wordsOf)
    .filter((clause) => clause.length > 1 && !CONDITIONS.has(clause[0] ?? ''))
    .some((clause) => clause.filter((word) => NEGATIONS.has(word)).length % 2 === 1)

/** People write function words (about half of English); a list of keywords hardly has any. Below five words nothing can be said. */
export function isKeywordList(text: string): boolean {
  const all = wordsOf(text)
  return all.length >= 5 && all.filter((word) => FUNCTION_WORDS.has(word)).length / all.length < 0.2
}

const GRAM = 4
/** Words of the task copied back are no evidence: the share of four-word runs of `text` that stand in `task`, [0, 1]. */
export function copiedShare(text: string, task: string): number {
  const grams = (all: string[]) => all.slice(GRAM - 1).map((_, i) => all.slice(i, i + GRAM).join(' '))
  const own = grams(wordsOf(text))
  const given = new Set(grams(wordsOf(task)))
  return own.length === 0 ? 0 : own.filter((gram) => given.has(gram)).length / own.length
}
