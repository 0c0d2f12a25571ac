import { stemOf, stopWords } from '#core/retrieval'
import { valuesIn } from './numbers.ts'

/** A number, time, amount... with the words around it: two values are compared where they are about the same. */
export interface Value {
  kind: string
  value: string
  /** the nearest content words, nearest first */
  near: readonly string[]
  start: number
  end: number
}

/** How binding a sentence is about an act: 3 must, 2 should, 1 may, 0 need not. */
export interface Modal {
  strength: 0 | 1 | 2 | 3
  /** the next two content words */
  act: readonly string[]
  start: number
  end: number
}

/** A negation outside conditions, and the content words it falls on. */
export interface Negation {
  act: readonly string[]
  start: number
  end: number
}

/** What of a sentence can be compared. */
export interface Rule {
  values: readonly Value[]
  modals: readonly Modal[]
  negations: readonly Negation[]
  /** stems of content words, each once, without values, modals and negations */
  words: readonly string[]
  /** the sentence with values taken out, as stems in order: equal skeletons say the same of other values */
  skeleton: string
  /** names and codes: capitalised inside the sentence, or with digits */
  names: readonly string[]
  /** it holds if, unless, when... */
  isConditional: boolean
}

interface Token {
  text: string
  lower: string
  stem: string
  isContent: boolean
  start: number
  end: number
}

const MODALS: readonly [RegExp, Modal['strength']][] = [
  [
    /\b(?:do(?:es)? not|don['’]t|doesn['’]t|need not|needn['’]t|not) (?:need(?:ed)? to|have to|required to|necessary to)\b|\bneed not\b|\bneedn['’]t\b|\b(?:is|are) (?:not required|optional|not necessary|not mandatory)\b|\bno need to\b/gi,
    0,
  ],
  [/\b(?:must|shall|needs? to|required to|has to|have to|(?:is|are) (?:required|mandatory|obliged to))\b/gi, 3],
  [/\b(?:should|ought to|(?:is|are) (?:recommended|encouraged|advised)(?: to)?|recommend)\b/gi, 2],
  [/\b(?:may|might|can|(?:is|are) (?:permitted|allowed|free) to)\b(?! not\b)/g, 1],
]
const NEGATION =
  /\b(?:cannot|can['’]t|can not|won['’]t|isn['’]t|aren['’]t|doesn['’]t|don['’]t|shouldn['’]t|mustn['’]t|never|not|no)\b/gi
const NO_NEGATION =
  /^(?:(?:not|can['’]?not|\w+n['’]t) (?:only|just|yet|sure|necessarily|limited|least|simply|always|all)|no[,:.!]|no (?:later|more|less|fewer|longer|matter|one|earlier|need)|(?:do(?:n['’]t| not)) (?:forget|worry|hesitate|be afraid|know|have to|need))\b/i
const CONDITION =
  /\b(?:if|unless|when|whenever|where|in case|until|except|while|although|because|since|so that|whether)\b/i

const extraStop = new Set(
  (
    'also just only must shall may might need needs required ought been being each every any other such very more most ' +
    'please make sure able cannot don doesn isn aren won shouldn mustn never let ll re ve within least up per will used use using'
  ).split(' '),
)

export function readRule(sentence: string): Rule {
  const found = valuesIn(sentence)
  const inValue = (start: number) => found.some((slot) => start >= slot.start && start < slot.end)
  const tokens = tokensOf(sentence).filter((token) => !inValue(token.start))
  const content = tokens.filter(({ isContent }) => isContent)
  const modals = modalsIn(sentence, content)
  const negations = negationsIn(sentence, content, modals)
  return {
    values: found.map(({ kind, value, start, end }) => ({
      kind,
      value,
      start,
      end,
      near: nearest(content, start, end, kind),
    })),
    modals: modals.filter(({ act }) => act.length > 0),
    negations,
    words: [...new Set(content.map(({ stem }) => stem))],
    skeleton: skeletonOf(tokens, found),
    names: namesIn(tokens),
    isConditional: CONDITION.test(sentence),
  }
}

function tokensOf(sentence: string): Token[] {
  return Array.from(sentence.matchAll(/[\p{L}][\p{L}\p{N}]*(?:['’]\p{L}+)?|\d[\w.,]*/gu), ({ 0: text, index }) => {
    const lower = text
      .toLowerCase()
      .replace(/['’]s$/, '')
      .replace(/’/g, "'")
    const isContent =
      /^\p{L}{2,}/u.test(lower) && !stopWords.has(lower) && !extraStop.has(lower) && !lower.includes("'")
    return { text, lower, stem: stemOf(lower), isContent, start: index, end: index + text.length }
  })
}

const NEAR = 5
/** A counted noun follows its number; anything else is about the words on either side. */
function nearest(content: readonly Token[], start: number, end: number, kind: string): string[] {
  const after = content.filter((token) => token.start >= end)
  if (kind === 'count') return after.slice(0, 2).map(({ stem }) => stem)
  const before = content.filter((token) => token.end <= start).reverse()
  const near: string[] = []
  for (let i = 0; near.length < NEAR && (i < before.length || i < after.length); i++)
    for (const token of [before[i], after[i]]) if (token) near.push(token.stem)
  return near
}

const following = (content: readonly Token[], end: number): string[] =>
  content
    .filter((token) => token.start >= end)
    .slice(0, 2)
    .map(({ stem }) => stem)

/** Those at the end of a sentence bind no act, but "is not necessary" is no negation there either. */
function modalsIn(sentence: string, content: readonly Token[]): Modal[] {
  const modals: Modal[] = []
  for (const [pattern, strength] of MODALS)
    for (const { 0: text, index } of sentence.matchAll(pattern)) {
      const end = index + text.length
      if (modals.some((modal) => index < modal.end && end > modal.start)) continue
      modals.push({ strength, act: following(content, end), start: index, end })
    }
  return modals.sort((a, b) => a.start - b.start)
}

function negationsIn(sentence: string, content: readonly Token[], modals: readonly Modal[]): Negation[] {
  const negations: Negation[] = []
  for (const { 0: text, index } of sentence.matchAll(NEGATION)) {
    const end = index + text.length
    if (modals.some((modal) => modal.strength === 0 && index < modal.end && end > modal.start)) continue
    if (NO_NEGATION.test(sentence.slice(index))) continue
    // "if it is not there" says nothing about what must be
    const clause =
      sentence
        .slice(0, index)
        .split(/[,;:(]/)
        .at(-1) ?? ''
    if (CONDITION.test(clause)) continue
    const act = following(content, end)
    if (act.length > 0) negations.push({ act, start: index, end })
  }
  return negations
}

function skeletonOf(tokens: readonly Token[], values: readonly { kind: string; start: number }[]): string {
  const parts = [
    ...tokens.map(({ start, stem }) => ({ start, text: stem })),
    ...values.map(({ start, kind }) => ({ start, text: `<${kind}>` })),
  ]
  return parts
    .sort((a, b) => a.start - b.start)
    .map(({ text }) => text)
    .join(' ')
}

function namesIn(tokens: readonly Token[]): string[] {
  const names = tokens.flatMap(({ text, lower }, i) =>
    (i > 0 && /^\p{Lu}/u.test(text) && lower !== 'i') || /^\p{Lu}{2,}/u.test(text) ? [lower] : [],
  )
  return [...new Set(names)]
}
