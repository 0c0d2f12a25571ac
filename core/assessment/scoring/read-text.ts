import type { EmbeddedText } from '#core/embedding'
import { stemOf, stopWords } from '#core/retrieval'

/** A word of a text, with what the model made of it there. */
export interface Word {
  text: string
  stem: string
  /** UTF-16 places in the text */
  from: number
  to: number
  /** (0, 1]: 0 is the commonest word there is, 1 one the vocabulary does not hold whole */
  rarity: number
  /** neither a stop word nor a negation */
  isContent: boolean
  isNegation: boolean
  isNumber: boolean
  /** unit length */
  vector: Float32Array
}

export interface ReadText {
  text: string
  pooled: Float32Array
  words: readonly Word[]
  content: readonly Word[]
  /** negations turn a text round: how many there are */
  negations: number
  stems: ReadonlySet<string>
}

const NEGATIONS = new Set(
  (
    'no not never none nothing nobody nor neither without cannot cant dont doesnt didnt wont wouldnt shouldnt couldnt ' +
    'isnt arent wasnt werent hasnt havent hadnt mustnt neednt'
  ).split(' '),
)
const FUNCTION_WORDS = new Set([
  ...stopWords,
  ...'because since while after before until also very just really too such only both each if then being having does'.split(
    ' ',
  ),
])
const NUMBERS = new Set(
  'zero one two three four five six seven eight nine ten eleven twelve hundred thousand half twice'.split(' '),
)
/** The vocabulary lists marks and single signs first, then tokens by how common they are. */
const FIRST_COMMON = 1996
const VOCABULARY = 30_522
const LEAST_RARITY = 0.05

/** Words of a text with their vectors: a word the vocabulary holds in pieces has the mean of theirs. */
export function readText(text: string, { pooled, tokens }: EmbeddedText): ReadText {
  const words: Word[] = []
  let next = 0
  for (const match of text.matchAll(/[\p{L}\p{N}]+(?:['’][\p{L}]+)*(?:\.\d+)?/gu)) {
    const [from, to] = [match.index, match.index + match[0].length]
    while (next < tokens.length && (tokens[next]?.to ?? 0) <= from) next++
    const sum = new Float32Array(pooled.length)
    let pieces = 0
    let id = 0
    for (let t = next; t < tokens.length && (tokens[t]?.from ?? to) < to; t++) {
      const token = tokens[t]
      if (!token || token.to <= token.from) continue
      for (let d = 0; d < sum.length; d++) sum[d] = (sum[d] ?? 0) + (token.vector[d] ?? 0)
      id = token.id
      pieces++
    }
    const plain = match[0].toLowerCase().replaceAll('’', "'")
    const bare = plain.replaceAll("'", '')
    const isNegation = NEGATIONS.has(bare) || plain.endsWith("n't")
    const isNumber = /^\d/.test(plain) || NUMBERS.has(plain)
    words.push({
      text: plain,
      stem: stemOf(bare),
      from,
      to,
      rarity: pieces === 1 ? rarityOf(id) : 1,
      isContent: !isNegation && !FUNCTION_WORDS.has(bare) && (plain.length > 1 || isNumber || /^[a-z]$/.test(plain)),
      isNegation,
      isNumber,
      vector: toUnit(sum),
    })
  }
  const content = words.filter(({ isContent }) => isContent)
  return {
    text,
    pooled,
    words,
    content,
    negations: words.filter((word) => word.isNegation).length,
    stems: new Set(content.map(({ stem }) => stem)),
  }
}

/** Zipf's law: how rare a word is goes with the logarithm of its rank. Digits and letters stand before the ranks. */
const rarityOf = (id: number): number =>
  id < FIRST_COMMON
    ? 0.5
    : Math.max(LEAST_RARITY, Math.log(1 + id - FIRST_COMMON) / Math.log(VOCABULARY - FIRST_COMMON))

export function toUnit(vector: Float32Array): Float32Array {
  let sum = 0
  for (const value of vector) sum += value * value
  const length = Math.sqrt(sum) || 1
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / length
  return vector
}
