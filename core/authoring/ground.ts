import { differenceOf, type Rule, readRule, splitSentences, titleWords } from '#core/consistency'
import { isActor, isAlike, isNeutral } from './support-words.ts'

/** A passage something may rest on. */
export interface GroundPassage {
  document: string
  /** of the document */
  title: string
  passage: string
  path: readonly string[]
  text: string
  /** addresses its links lead to */
  links: readonly string[]
}

interface GroundSentence {
  text: string
  rule: Rule
  words: ReadonlySet<string>
  actors: readonly string[]
}

/** Passages read for comparing. */
export interface Ground {
  passage: GroundPassage
  sentences: readonly GroundSentence[]
  /** of headings and the document's title: they go without saying in each sentence below */
  about: ReadonlySet<string>
  plain: string
}

export const readGround = (passage: GroundPassage): Ground => ({
  passage,
  sentences: splitSentences(passage.text).map(readSentence),
  about: new Set([passage.title, ...passage.path].flatMap(titleWords)),
  plain: plainOf(passage.text),
})

const readSentence = (text: string): GroundSentence => {
  const rule = readRule(text)
  return { text, rule, words: new Set(rule.words), actors: rule.words.filter(isActor) }
}

/** Letters and digits in lower case, one space between words. */
const plainOf = (text: string): string =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’.,:]\p{N}+)*/gu) ?? []).join(' ')

/** A statement of an object that no passage supports, and why: words that complete "“...” ...". */
export interface Unsupported {
  why: string
  /** of all the passages given, the nearest */
  nearest: GroundPassage | null
}

/** How many words a passage does not have may stand in a sentence that is otherwise its own. */
const FOREIGN_SHARE = 0.2
/** A sentence that shares less than this with every sentence says something else. */
const LEAST_COVERED = 0.5
/** How far a sentence may reach to its neighbours for words, numbers and people. */
const REACH = 1

/**
 * Whether a sentence says what the passages cited for it say: its words are theirs, its numbers with their units, its names, its
 * people, and it says neither the opposite nor anything more binding. A check of words, not of truth: see docs/drafting.md for
 * what it catches.
 *
 * @param cited what its part names
 * @returns null where it is supported
 */
export function whyUnsupported(sentence: string, cited: readonly Ground[]): string | null {
  const plain = plainOf(sentence)
  const own = readSentence(sentence)
  if (plain === '') return null
  const places = cited.flatMap((ground) => ground.sentences.map((_, at) => ({ ground, at })))
  if (places.some(({ ground, at }) => plainOf(ground.sentences[at]?.text ?? '') === plain)) return null
  const best = bestPlace(own, places)
  if (!best)
    return own.words.size === 0 && cited.some((ground) => ` ${ground.plain} `.includes(` ${plain} `)) ? null : NOTHING
  const { ground, at, covered } = best
  const main = ground.sentences[at] as GroundSentence
  const near = ground.sentences.slice(Math.max(0, at - REACH), at + REACH + 1)
  return (
    numbersOf(own, near) ??
    peopleOf(own, main, near, ground) ??
    namesOf(own, cited) ??
    wordsOf(own, near, ground, covered) ??
    oppositeOf(own, main) ??
    conditionOf(own, main)
  )
}

const NOTHING = 'is said by no passage its part names'

/** The passage that shares most with a sentence, to be offered. */
export function nearestGround(sentence: string, all: readonly Ground[]): GroundPassage | null {
  const own = readSentence(sentence)
  const best = bestPlace(
    own,
    all.flatMap((ground) => ground.sentences.map((_, at) => ({ ground, at }))),
  )
  return best?.ground.passage ?? null
}

interface Place {
  ground: Ground
  at: number
}
function bestPlace(own: GroundSentence, places: readonly Place[]): (Place & { covered: number }) | null {
  let best: (Place & { covered: number; score: number }) | null = null
  for (const { ground, at } of places) {
    const sentence = ground.sentences[at]
    if (!sentence) continue
    const covered = coverage(own, sentence.words)
    if (covered === 0) continue
    // of two that hold its words, the one that says less besides
    const values = own.rule.values.filter((value) =>
      sentence.rule.values.some((other) => isSameValue(value, other)),
    ).length
    const score = covered + 0.1 * values - 0.002 * sentence.words.size
    if (!best || score > best.score) best = { ground, at, covered, score }
  }
  return best
}

const has = (words: ReadonlySet<string>, stem: string): boolean =>
  words.has(stem) || [...words].some((other) => isAlike(stem, other))
const coverage = (own: GroundSentence, words: ReadonlySet<string>): number =>
  own.words.size === 0 ? 0 : [...own.words].filter((stem) => has(words, stem)).length / own.words.size

type Value = Rule['values'][number]
const isSameValue = (a: Value, b: Value): boolean => a.kind === b.kind && a.value === b.value

function numbersOf(own: GroundSentence, near: readonly GroundSentence[]): string | null {
  const there = near.flatMap(({ rule }) => rule.values)
  for (const value of own.rule.values)
    if (!there.some((other) => isSameValue(value, other)))
      return `says “${own.text.slice(value.start, value.end)}”, which the passage does not`
  return null
}

function peopleOf(
  own: GroundSentence,
  main: GroundSentence,
  near: readonly GroundSentence[],
  { about }: Ground,
): string | null {
  for (const actor of own.actors)
    if (!near.some(({ words }) => words.has(actor)) && !about.has(actor))
      return `names “${shown(own, actor)}”, whom the passage does not name there`
  const both = (actors: readonly string[], others: readonly string[]) => actors.filter((one) => others.includes(one))
  const [mine, theirs] = [both(own.actors, main.actors), both(main.actors, own.actors)]
  const sameWords = [...own.words].every((stem) => main.words.has(stem))
  if (sameWords && mine.length > 1 && mine.join() !== theirs.join())
    return 'says of one what the passage says of another'
  return null
}

/** Names and codes must be the passages' own. */
function namesOf(own: GroundSentence, cited: readonly Ground[]): string | null {
  const there = cited
    .flatMap(({ plain, passage }) => [plain, plainOf([passage.title, ...passage.path].join(' '))])
    .join(' ')
  const known = new Set(there.split(' '))
  for (const name of own.rule.names)
    if (
      !plainOf(name)
        .split(' ')
        .every((word) => known.has(word))
    )
      return `names “${name}”, which the passage does not`
  return null
}

function wordsOf(
  own: GroundSentence,
  near: readonly GroundSentence[],
  { about }: Ground,
  covered: number,
): string | null {
  const all = [...own.words]
  const foreign = all.filter(
    (stem) => !isNeutral(stem) && !about.has(stem) && !near.some(({ words }) => has(words, stem)),
  )
  const allowed = Math.floor(all.length * FOREIGN_SHARE)
  if (foreign.length > allowed)
    return `says more than the passage (${foreign
      .slice(0, 4)
      .map((stem) => `“${shown(own, stem)}”`)
      .join(', ')})`
  return covered < LEAST_COVERED ? NOTHING : null
}

function oppositeOf(own: GroundSentence, main: GroundSentence): string | null {
  const found = differenceOf(own.rule, main.rule, () => 1)
  if (found === null) return null
  switch (found.type) {
    case 'negation':
    case 'opposite':
      return 'says the opposite of the passage'
    case 'modal':
      return 'binds otherwise than the passage (must, should, may)'
    case 'value':
      return 'gives a number where the passage gives another'
  }
}

/** "only", "unless" and "except" left out turn a rule into another. */
function conditionOf(own: GroundSentence, main: GroundSentence): string | null {
  const limit = /\b(?:unless|except|only)\b/i.exec(main.text)
  if (!limit || /\b(?:unless|except|only)\b/i.test(own.text)) return null
  const after = readRule(main.text.slice(limit.index)).words.slice(0, 3)
  return after.some((stem) => own.words.has(stem)) ? `leaves out the passage's “${limit[0].toLowerCase()}”` : null
}

/** The word of a stem as it stands in the sentence. */
const shown = (own: GroundSentence, stem: string): string =>
  own.text
    .match(/[\p{L}\p{N}'’-]+/gu)
    ?.find((word) => readRule(word).words.includes(stem) || word.toLowerCase().startsWith(stem)) ?? stem
