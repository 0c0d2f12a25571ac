import { sha256Hex } from '#core/base'
import { stemOf, stopWords } from '#core/retrieval'
import { type Rule, readRule } from './rule.ts'
import { type Passage, sentencesOf } from './sentences.ts'

/** A sentence with all that decides whether another contradicts it. Plain data. */
export interface Statement {
  /** of the text: equal keys mean equal sentences */
  key: string
  text: string
  passage: string
  headings: readonly string[]
  isTable: boolean
  rule: Rule
}

/** The sentences of a document that can be compared. Questions say nothing that could be contradicted. */
export function statementsOf({ passages }: { passages: readonly Passage[] }): Statement[] {
  return sentencesOf(passages)
    .filter(({ text }) => !text.endsWith('?'))
    .map((sentence) => ({ ...sentence, key: textKey(sentence.text), rule: readRule(sentence.text) }))
}

/** @returns 32 hex digits: enough to tell the sentences of a library apart */
export const textKey = (text: string): string => sha256Hex(text.replace(/\s+/g, ' ').trim()).slice(0, 32)

/** Stems of the content words of a title, each once. */
export const titleWords = (title: string): string[] => [
  ...new Set(
    (title.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []).filter((word) => !stopWords.has(word)).map(stemOf),
  ),
]
