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
  /** what follows each negation */
  nots: readonly (readonly string[])[]
  /** every run with a digit in it, of any script, codes and parts of names too */
  digits: readonly string[]
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
  const digits = text.match(/[\p{L}\p{N}]*\p{N}[\p{L}\p{N}]*(?:[.,:/–-]\p{N}+)*/gu) ?? []
  return { text, rule, words: new Set(rule.words), actors: rule.words.filter(isActor), nots: notsIn(text), digits }
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
  // punctuation says nothing; a picture says something no passage can be held to
  if (plain === '') return /\p{Extended_Pictographic}/u.test(sentence) ? NOTHING : null
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
    boundsOf(own, main) ??
    peopleOf(own, main, near, ground.about) ??
    namesOf(own, cited) ??
    wordsOf(own, main, near, ground.about, covered) ??
    negationsOf(own, main) ??
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
  const known = (value: Value) => there.some((other) => isSameValue(value, other))
  for (const value of own.rule.values)
    if (!known(value)) return `says “${own.text.slice(value.start, value.end)}”, which the passage does not`
  const digits = new Set(near.flatMap((sentence) => sentence.digits))
  const inValue = (digit: string) =>
    own.rule.values.some(({ start, end }) => own.text.slice(start, end).includes(digit))
  const other = own.digits.find((digit) => !digits.has(digit) && !inValue(digit))
  return other === undefined ? null : `says “${other}”, which the passage does not`
}

/** "Up to 50" turned into "above 50" has every word and number of the passage, and says what it forbids. */
function boundsOf(own: GroundSentence, main: GroundSentence): string | null {
  for (const value of own.rule.values) {
    const bound = boundAt(own.text, value.start)
    const there = main.rule.values
      .filter((other) => isSameValue(value, other))
      .map((other) => boundAt(main.text, other.start))
    if (bound !== null && there.length > 0 && there.every((other) => other !== null && other !== bound)) return OPPOSITE
  }
  return null
}
const AT_MOST =
  /\b(?:up to|at most|(?<!no |not )(?:under|below|less than|fewer than)|(?:no|not) (?:more than|above|over))\s*$/i
const AT_LEAST =
  /\b(?:(?<!no |not )(?:above|over|more than)|at least|(?:no|not) (?:less than|fewer than|under|below))\s*$/i
function boundAt(text: string, start: number): 'most' | 'least' | null {
  const before = text.slice(0, start)
  if (AT_LEAST.test(before)) return 'least'
  return AT_MOST.test(before) ? 'most' : null
}

function peopleOf(
  own: GroundSentence,
  main: GroundSentence,
  near: readonly GroundSentence[],
  about: Known,
): string | null {
  for (const actor of own.actors)
    if (!near.some(({ words }) => words.has(actor)) && !about.has(actor))
      return `names “${shown(own, actor)}”, whom the passage does not name there`
  const gone = main.actors.find((actor) => !own.words.has(actor))
  const foreign = foreignIn(own, near, about)
  if (gone && foreign[0]) return `seems to put “${shown(own, foreign[0])}” in the place of “${shown(main, gone)}”`
  const both = (actors: readonly string[], others: readonly string[]) => actors.filter((one) => others.includes(one))
  const [mine, theirs] = [both(own.actors, main.actors), both(main.actors, own.actors)]
  const sameWords = [...own.words].every((stem) => main.words.has(stem))
  if (sameWords && mine.length > 1 && mine.join() !== theirs.join() && !isTurned(own, main))
    return 'says of one what the passage says of another'
  return null
}

/** "If A, B" and "B if A" have the same words in the same order, begun elsewhere. */
function isTurned(own: GroundSentence, main: GroundSentence): boolean {
  const order = [...main.words].filter((stem) => own.words.has(stem))
  const begin = order.indexOf([...own.words][0] ?? '')
  return begin >= 0 && [...order.slice(begin), ...order.slice(0, begin)].join() === [...own.words].join()
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

type Known = ReadonlySet<string>
const foreignIn = (own: GroundSentence, near: readonly GroundSentence[], about: Known): string[] =>
  [...own.words].filter((stem) => !isNeutral(stem) && !about.has(stem) && !near.some(({ words }) => has(words, stem)))

function wordsOf(
  own: GroundSentence,
  main: GroundSentence,
  near: readonly GroundSentence[],
  about: Known,
  covered: number,
): string | null {
  const foreign = foreignIn(own, near, about)
  const more = foreign.length > Math.floor(own.words.size * FOREIGN_SHARE) ? foreign : addedTo(own, main, foreign)
  if (more.length > 0)
    return `says more than the passage (${more
      .slice(0, 4)
      .map((stem) => `“${shown(own, stem)}”`)
      .join(', ')})`
  return covered < LEAST_COVERED ? NOTHING : null
}

/** Foreign words that stand for none of the passage's: where nothing was left out, something was put in. */
function addedTo(own: GroundSentence, main: GroundSentence, foreign: readonly string[]): string[] {
  const left = [...main.words].filter((stem) => !has(own.words, stem))
  if (foreign.length > left.length) return [...foreign]
  const [mine, theirs] = [[...own.words], [...main.words]]
  return foreign.filter((stem) => {
    const at = mine.indexOf(stem)
    const before = mine.slice(0, at).findLast((one) => main.words.has(one))
    const after = mine.slice(at + 1).find((one) => main.words.has(one))
    const from = before === undefined ? 0 : theirs.indexOf(before) + 1
    const to = after === undefined ? theirs.length : theirs.indexOf(after)
    return from <= to && !theirs.slice(from, to).some((one) => left.includes(one))
  })
}

/** Each "not" of one must be a "not" of the other, wherever it stands, conditions too. */
function negationsOf(own: GroundSentence, main: GroundSentence): string | null {
  const more = own.nots.filter((next) => !main.nots.some((other) => shares(next, other)))
  const fewer = main.nots.filter(
    (next) => next[0] !== undefined && own.words.has(next[0]) && !own.nots.some((other) => shares(next, other)),
  )
  return more.length > 0 || (fewer.length > 0 && own.nots.length < main.nots.length) ? OPPOSITE : null
}
const shares = (a: readonly string[], b: readonly string[]): boolean =>
  (a.length === 0 && b.length === 0) || a.some((stem) => b.some((other) => isAlike(stem, other)))
const OPPOSITE = 'says the opposite of the passage'

const NOT = /\b(?:not|never|no|nor|neither|without|cannot|none)\b|n['’]t\b/gi
/** The next two content words after each negation. */
const notsIn = (text: string): string[][] =>
  Array.from(text.matchAll(NOT), ({ 0: word, index }) => readRule(text.slice(index + word.length)).words.slice(0, 2))

function oppositeOf(own: GroundSentence, main: GroundSentence): string | null {
  const found = differenceOf(own.rule, main.rule, () => 1)
  if (found === null) return null
  switch (found.type) {
    case 'negation':
    case 'opposite':
      return OPPOSITE
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
  const word = limit[0].toLowerCase()
  // an exception that is not told is a rule too many, however much of it is left out
  if (word !== 'only') return `leaves out the passage's “${word}”`
  const after = readRule(main.text.slice(limit.index)).words.slice(0, 3)
  return after.some((stem) => own.words.has(stem)) ? `leaves out the passage's “${word}”` : null
}

/** The word of a stem as it stands in the sentence. */
const shown = (own: GroundSentence, stem: string): string =>
  own.text
    .match(/[\p{L}\p{N}'’-]+/gu)
    ?.find((word) => readRule(word).words.includes(stem) || word.toLowerCase().startsWith(stem)) ?? stem
