import { conditionMarks, standardMarks, strength } from './statement-marks.ts'
import {
  auxiliaries,
  broadVerbs,
  displayVerbs,
  plainVerbs,
  unobservableVerbs,
  vagueNouns,
  vagueWords,
  verbForms,
} from './statement-words.ts'

export type StatementPart = 'verb' | 'object' | 'condition' | 'standard'

export interface StatementCheck {
  /** two people who watch somebody would agree whether this holds */
  specific: boolean
  /** parts that are not said; one that is specific may still lack a condition or a standard */
  missing: StatementPart[]
  /** its own words that nobody can observe or that two people read differently */
  vague: string[]
}

/**
 * Whether a statement about what somebody does, or does not do, can be observed: in English, in any order, as a competency
 * ("Posts an invoice in SAP within five minutes") or as a gap ("Cannot post ... without help").
 *
 * Rules and word lists, no model. The verb that governs the sentence has to be one that can be watched, it has to have an
 * object, and under what condition or to which standard has to be said in words that can be checked: a number, a limit, a
 * document it follows, a case ("when the card fails"), an exclusion ("without help").
 */
export function checkStatement(text: string): StatementCheck {
  const sentence = text.slice(0, MOST_READ).trim().replace(/[’‘]/g, "'").replace(/\s+/g, ' ')
  const { lead, main } = splitLead(sentence)
  const words = wordsOf(main)
  const head = headOf(words)
  const after = head === null ? words : words.slice(head.at + 1)
  const vague = vagueIn(wordsOf(sentence), head)
  const standard = strength(standardMarks, sentence)
  const condition = Math.max(strength(conditionMarks, sentence), lead === '' ? 0 : 1)
  const object = objectIn(after)
  // a gap that names exactly what is not done needs less around it: "cannot tell a minor from a major nonconformity in ..."
  const isExact =
    negated.test(main) && head?.sort === 'plain' && vague.length === 0 && wordsThatSay(after.join(' ')).length >= 4
  const measured = standard + condition + (isExact ? 0.5 : 0)

  const missing: StatementPart[] = []
  if (head === null || head.sort === 'unobservable' || attendance.test(main)) missing.push('verb')
  if (object === 'none' || (object === 'vague' && standard < 1)) missing.push('object')
  if (condition < 1) missing.push('condition')
  if (standard < 1) missing.push('standard')
  // what somebody does not do in a named case is seen sooner than what they do in general
  const needed = head?.sort === 'broad' && !negated.test(main) ? 1.5 : 1
  const loose = standard < 1 && vague.length > 0 ? 0.5 : 0
  return {
    specific: !missing.includes('verb') && !missing.includes('object') && measured >= needed + loose,
    missing,
    vague,
  }
}

/** No statement is longer, and some of the patterns take time with the square of the length. In characters. */
const MOST_READ = 1000

const negated = /\b(?:cannot|can't|does not|doesn't|do not|don't|did not|fails? to|failed to|unable to|never)\b/i

type Sort = 'plain' | 'broad' | 'display' | 'unobservable'
interface Head {
  at: number
  sort: Exclude<Sort, 'display'>
}
const sorts = new Map<string, Sort>([
  ...plainVerbs.flatMap((verb) => verbForms(verb).map((form) => [form, 'plain'] as const)),
  ...broadVerbs.flatMap((verb) => verbForms(verb).map((form) => [form, 'broad'] as const)),
  ...displayVerbs.flatMap((verb) => verbForms(verb).map((form) => [form, 'display'] as const)),
  ...unobservableVerbs.flatMap((verb) => verbForms(verb).map((form) => [form, 'unobservable'] as const)),
])

/** Having been there says nothing of what somebody can do. */
const attendance =
  /\b(?:attend|complete|take|finish|pass|enrol|sign up)\w*(?: \S+){0,4} (?:training|courses?|workshops?|webinars?|e-learning|modules?|seminars?|certifications?|quiz)\b/i

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'-]*/gu) ?? []

/** "Given a claim form, decides ...": what is said first and ends with a comma is the condition of the rest. */
function splitLead(sentence: string): { lead: string; main: string } {
  const match =
    /^(?:given|when|whenever|if|from|using|with|without|in|on|at|after|before|during|by|while|once|upon|for|under|asked|faced|selling|starting|working|presented)\b[^,;:]*[,;:]\s*/i.exec(
      sentence,
    )
  return match ? { lead: match[0], main: sentence.slice(match[0].length) } : { lead: '', main: sentence }
}

/**
 * The verb that governs the sentence: the first that is no auxiliary, in the first dozen words. "Struggles to", "is unable to",
 * "has difficulty" and "lacks the ability to" stand before it.
 */
function headOf(words: readonly string[]): Head | null {
  let expected = false
  for (let at = 0; at < Math.min(words.length, 14); at++) {
    const skipped = leadIn(words, at)
    if (skipped > 0) {
      at += skipped - 1
      expected = true
      continue
    }
    const word = words[at] ?? ''
    // "average handling time": in front of a noun, or a noun itself
    const gerund = /ing$/.test(word) && at > 0 && !expected
    const sort = gerund ? undefined : sorts.get(word)
    if (timed.test(words.slice(at, at + 6).join(' '))) return { at, sort: 'plain' }
    if (sort === 'display')
      return { at, sort: vagueNouns.has(firstContent(words.slice(at + 1))) ? 'unobservable' : 'broad' }
    if (sort) return { at, sort }
    // after "cannot", "fails to" or at the very beginning a word like "recites" is a verb, listed or not
    if (expected || (at === 0 && /[^s']s$/.test(word) && !/ics$/.test(word))) return { at, sort: 'plain' }
  }
  return null
}

/** How many words from here on only lead to the verb; 0 for none. */
function leadIn(words: readonly string[], at: number): number {
  const ahead = words.slice(at, at + 6).join(' ')
  const phrase = leadIns.exec(ahead)
  if (phrase) return phrase[0].trim().split(' ').length
  const participle = /^(?:is|are|was|were|has|have|had)(?: not| never| also)? (\w+(?:ed|en))\b/.exec(ahead)?.[1]
  if (participle !== undefined && (sorts.get(participle) ?? 'unobservable') !== 'unobservable') return 1
  return auxiliaries.has(words[at] ?? '') ? 1 : 0
}
const leadIns =
  /^(?:(?:is|are|be|was|were|been|being)(?: not)? (?:un)?able to|(?:has|have|had|having) (?:difficulty|difficulties|trouble|problems)(?: in| with)?(?= \w+ing\b)|(?:finds?|found) it (?:hard|difficult|impossible) to|(?:lacks? |has |have )?(?:the )?(?:in)?ability to|(?:is|are|be)? ?(?:not )?capable of|needs? (?:(?:(?:a|an|the) )?(?:[\w-]+'s )?(?:help|assistance|support|prompting|reminding|guidance)|someone|somebody)(?: from)?(?: (?:a|an|the|their|\w+'s))?(?: [\w-]+)?(?: to| with)?|(?:has|have|needs?) to|(?:struggles?|hesitates?|tends?|tries|try|attempts?)(?: not)? to|(?:fails?|failed|failing|unable) to)(?: |$)/

/** "takes more than 20 minutes to ..." is seen on a clock. */
const timed = /^(?:takes?|took|spends?|spent|needs?) (?:[a-z]+ ){0,3}\d+ (?:seconds?|minutes?|hours?|days?)\b/

const firstContent = (words: readonly string[]): string =>
  words.find((word) => !fillers.test(word) && !vagueWords.has(word)) ?? ''

/** Words that say nothing of what the verb acts on. */
const fillers =
  /^(?:the|a|an|of|to|and|or|with|for|in|on|at|by|their|its|own|his|her|any|all|some|several|my|our|up|out|off|about)$/

const isEmptyWord = (word: string): boolean => fillers.test(word) || vagueWords.has(word) || auxiliaries.has(word)

/** Words of a phrase that name something: no fillers, no words of degree, no nouns for everything. */
export const wordsThatSay = (text: string): string[] =>
  wordsOf(text).filter((word) => !isEmptyWord(word) && !vagueNouns.has(word))

function objectIn(words: readonly string[]): 'named' | 'vague' | 'none' {
  const content = words.filter((word) => !isEmptyWord(word))
  if (content.length === 0) return 'none'
  return content.slice(0, 2).some((word) => !vagueNouns.has(word)) ? 'named' : 'vague'
}

function vagueIn(words: readonly string[], head: Head | null): string[] {
  const verbs = head === null ? [] : words.filter((word) => sorts.get(word) === 'unobservable').slice(0, 1)
  const said = head?.sort === 'unobservable' ? verbs : []
  return [...new Set([...said, ...words.filter((word) => vagueWords.has(word) || vagueNouns.has(word))])]
}
