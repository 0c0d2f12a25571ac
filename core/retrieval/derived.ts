import * as v from 'valibot'
import { AppError, parse, parseJson, textOf, utf8 } from '#core/base'

/** A word or short phrase as it stands in a group: lower case, single spaces. */
export const plainPhrase = (text: string): string => text.normalize('NFC').toLowerCase().trim().replace(/\s+/g, ' ')

const Phrase = v.pipe(
  v.string(),
  v.maxLength(60, 'a word or phrase has at most 60 characters'),
  v.transform(plainPhrase),
  v.regex(/[\p{L}\p{N}]/u, 'a word needs a letter or a digit'),
  v.check((text) => text.split(' ').length <= 5, 'a phrase has at most five words'),
)

/** Groups of words or short phrases that mean the same here. */
export const SynonymGroups = v.pipe(
  v.array(
    v.pipe(
      v.array(Phrase),
      v.transform((words) => [...new Set(words)]),
      v.minLength(2, 'a group names at least two different words'),
      v.maxLength(20, 'a group names at most 20 words'),
    ),
  ),
  v.maxLength(1000, 'there are at most 1,000 groups'),
  v.check((groups) => new Set(groups.flat()).size === groups.flat().length, 'a word stands in one group only'),
)

const SynonymsFile = v.object({ v: v.literal(1), groups: SynonymGroups })

const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))

/** The fit below which a search says that nothing fits, and what it was set on. */
export const SearchThreshold = v.object({
  v: v.literal(1),
  /** SHA-256 of the model the fits were made with; null for words alone */
  model: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  /** as `fitOf` */
  fit: Share,
  /** `own-questions`: the organisation's own; `built-in`: the collections it was developed on */
  from: v.picklist(['own-questions', 'built-in']),
  /** how many questions it rests on */
  questions: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** share of the questions without an answer that were given one all the same */
  falseOffer: Share,
  /** share of the questions with an answer that were told nothing fits */
  falseSilence: Share,
  /** chance that a question with an answer scores above one without */
  auroc: Share,
})
export type SearchThreshold = v.InferOutput<typeof SearchThreshold>

/** Largest text of either entry in bytes. */
const MAX_BYTES = 2 * 1024 * 1024

/** @throws {AppError} `bad-input` for groups that are none */
export const writeSynonyms = (groups: readonly (readonly string[])[]): Uint8Array<ArrayBuffer> =>
  utf8(JSON.stringify({ v: 1, groups: parse(SynonymGroups, groups, 'synonyms') }))

/** @returns null for anything that is no such entry: search goes on without synonyms */
export const readSynonyms = (bytes: Uint8Array): string[][] | null =>
  read(SynonymsFile, bytes, 'synonyms')?.groups ?? null

/** @throws {AppError} `bad-input` */
export const writeSearchThreshold = (threshold: SearchThreshold): Uint8Array<ArrayBuffer> =>
  utf8(JSON.stringify(parse(SearchThreshold, threshold, 'search threshold')))

/** @returns null for anything that is no such entry: search goes on with the built-in threshold */
export const readSearchThreshold = (bytes: Uint8Array): SearchThreshold | null =>
  read(SearchThreshold, bytes, 'search threshold')

function read<T extends v.GenericSchema>(schema: T, bytes: Uint8Array, what: string): v.InferOutput<T> | null {
  if (bytes.length > MAX_BYTES) return null
  try {
    return parseJson(schema, textOf(bytes, what), what)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
