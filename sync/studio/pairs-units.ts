import * as v from 'valibot'
import {
  type CopyText,
  isEnglish,
  type Rule,
  readCopyText,
  type Statement,
  shingleSketch,
  statementsOf,
  textKey,
  typedSigns,
} from '#core/consistency'
import type { ChangedDocument } from './pairs-compare.ts'
import type { NewUnit } from './pairs-index.ts'

/** A shorter passage says too little to be called a copy. In words. */
const MIN_COPY_WORDS = 25
/** The beginning of a text, kept to be read by the model: what is beyond its 256 tokens it would not see. */
const EMBEDDED_CHARACTERS = 1200
/** Beyond this a document's tail is not read as one text: it is compared by passages. In characters. */
const MAX_COPY_TEXT = 60_000

/** A sentence as it is stored; its words stand beside it. */
export const SentenceBody = v.object({
  passage: v.string(),
  headings: v.array(v.string()),
  text: v.string(),
  isTable: v.boolean(),
  rule: v.custom<Omit<Rule, 'words'>>((value) => typeof value === 'object' && value !== null),
})
export const CopyBody = v.object({ passage: v.nullable(v.string()), headings: v.array(v.string()), text: v.string() })

/** A document as what is compared of it, and in words what is not. */
export function unitsOf(document: ChangedDocument): { units: NewUnit[]; notCompared: string[] } {
  const { title, passages } = document
  const text = passages.map((passage) => passage.text).join('\n')
  const english = isEnglish(text)
  const notCompared: string[] = []
  if (passages.length === 0) notCompared.push('it has no text')
  else if (!english) notCompared.push('not in English: compared for copies, not for contradictions')
  const whole = text.length <= MAX_COPY_TEXT
  if (!whole) notCompared.push('too long to be compared as a whole: compared by passages')

  const copies = whole ? [copyUnit('d', { passage: null, headings: [title], text })] : []
  const sentences = new Map<string, NewUnit>()
  for (const passage of passages) {
    copies.push(copyUnit('p', { passage: passage.id, headings: passage.path, text: passage.text }))
    if (!english) continue
    for (const statement of statementsOf({ passages: [passage] }))
      if (!sentences.has(statement.key)) sentences.set(statement.key, sentenceUnit(statement))
  }
  return { units: [...copies.flatMap((copy) => copy ?? []), ...sentences.values()], notCompared }
}

function sentenceUnit({ key, passage, headings, text, isTable, rule }: Statement): NewUnit {
  const { words, ...rest } = rule
  return {
    level: 's',
    key,
    body: JSON.stringify({ passage, headings, text, isTable, rule: rest }),
    words,
    skeleton: rule.values.length > 0 ? textKey(rule.skeleton) : null,
    signs: typedSigns(rule),
    marks: null,
  }
}

/** @returns null for a text too short to be called a copy */
function copyUnit(level: 'd' | 'p', body: v.InferInput<typeof CopyBody>): NewUnit | null {
  const read = readCopyText(body.text)
  if (read.shingles.length < MIN_COPY_WORDS) return null
  return {
    level,
    key: textKey(body.text),
    body: JSON.stringify({ ...body, text: body.text.slice(0, EMBEDDED_CHARACTERS) }),
    words: Array.from(shingleSketch(read.shingles), (hash) => hash.toString(36)),
    skeleton: null,
    signs: 0,
    marks: marksOf(read),
  }
}

/** Their number first, then the hashes of the word pairs, then those of the words. */
function marksOf({ shingles, words }: CopyText): Uint8Array {
  const marks = new Uint32Array(1 + shingles.length + words.length)
  marks[0] = shingles.length
  marks.set(shingles, 1)
  marks.set(words, 1 + shingles.length)
  return new Uint8Array(marks.buffer)
}

export function copyTextOf(marks: Uint8Array): CopyText {
  const hashes = new Uint32Array(Uint8Array.from(marks).buffer)
  const end = 1 + (hashes[0] ?? 0)
  return { shingles: hashes.subarray(1, end), words: hashes.subarray(end) }
}
