import { AppError } from '#core/base'
import {
  fitTagModel,
  type TagEvidence,
  type TagExample,
  type TagModel,
  type TagPrediction,
  tagProbability,
} from '#core/knowledge'
import { stopWords } from '#core/retrieval'
import { nextTask } from '../next-task.ts'

/** A document as the tagger sees it. */
export interface TaggedDocument {
  id: string
  /** title and headings */
  headings: string
  text: string
  /** of its passages, unit length */
  vectors: readonly Float32Array[]
  /** tags it carries */
  tags: ReadonlySet<string>
  /** tags a person said it must not carry */
  rejected: ReadonlySet<string>
}
export interface Tag {
  id: string
  /** what it says of itself */
  words: string
  vector: Float32Array
}

/** Documents are kept aside in so many turns. */
const FOLDS = 5
/** Negative examples beyond this teach no more. */
const MOST_EXAMPLES = 20_000

export interface Tagger {
  /** with the best passage's place; tags it carries or was denied included */
  evidence(document: TaggedDocument, tag: Tag, aside?: (other: number) => boolean): TagEvidence & { best: number }
}

/** Documents that carry tags beyond this many are compared with nothing: a sample says as much. */
const MOST_REFERENCES = 3000
/** Nearest documents asked which tags they carry. */
const NEIGHBOURS = 8

/** Likeness of documents and tags, with nothing of a document itself in what it is compared with. */
export function createTagger(documents: readonly TaggedDocument[], tags: readonly Tag[]): Tagger {
  const middles = documents.map(({ vectors }) => unit(sum(vectors)))
  const at = new Map(documents.map((document, i) => [document, i]))
  const labelled = documents.flatMap(({ tags: carried }, i) => (carried.size > 0 ? [i] : []))
  const step = Math.max(1, Math.ceil(labelled.length / MOST_REFERENCES))
  const references = labelled.filter((_, place) => place % step === 0)
  const carriers = new Map(
    tags.map(({ id }) => [id, references.flatMap((i, place) => (documents[i]?.tags.has(id) ? [place] : []))]),
  )
  const headingWords = documents.map(({ headings }) => wordsOf(headings))
  const textWords = documents.map(({ text }) => wordsOf(text))
  const tagWords = new Map(tags.map(({ id, words }) => [id, [...wordsOf(words)]]))
  const weight = idf(textWords)
  // all tags of one document are asked for in a row
  let row: { i: number; aside: unknown; likeness: Float32Array; nearest: number[] } | null = null

  function rowOf(i: number, aside: (other: number) => boolean) {
    if (row?.i === i && row.aside === aside) return row
    const own = middles[i] ?? new Float32Array()
    const likeness = Float32Array.from(references, (other) =>
      other === i || aside(other) ? Number.NaN : dot(own, middles[other] ?? new Float32Array()),
    )
    const nearest = [...likeness.keys()]
      .filter((place) => !Number.isNaN(likeness[place]))
      .sort((a, b) => (likeness[b] ?? 0) - (likeness[a] ?? 0))
      .slice(0, NEIGHBOURS)
    row = { i, aside, likeness, nearest }
    return row
  }

  return {
    evidence(document, tag, aside = nobody) {
      const i = at.get(document)
      if (i === undefined) throw new AppError('bad-input', `document ${document.id} is not one of those compared`)
      const { likeness, nearest } = rowOf(i, aside)
      const all = (carriers.get(tag.id) ?? [])
        .map((place) => likeness[place] ?? 0)
        .filter((value) => !Number.isNaN(value))
      const mass = (places: readonly number[]) =>
        places.reduce((total, place) => total + Math.max(0, likeness[place] ?? 0), 0)
      const near = nearest.filter((place) => documents[references[place] ?? -1]?.tags.has(tag.id))
      const passages = document.vectors.map((vector) => dot(vector, tag.vector))
      const best = passages.reduce((top, value, each) => (value > (passages[top] ?? -1) ? each : top), 0)
      const words = tagWords.get(tag.id) ?? []
      const total = words.reduce((sumOf, word) => sumOf + weight(word), 0)
      const share = (inside: ReadonlySet<string> | undefined) =>
        total === 0 ? 0 : words.reduce((sumOf, word) => sumOf + (inside?.has(word) ? weight(word) : 0), 0) / total
      return {
        toWords: dot(middles[i] ?? new Float32Array(), tag.vector),
        passageToWords: passages[best] ?? 0,
        toCarriers: all.length === 0 ? null : all.reduce((sumOf, value) => sumOf + value, 0) / all.length,
        toNearest: all.length === 0 ? null : all.reduce((top, value) => Math.max(top, value), -1),
        neighbours: mass(nearest) === 0 ? 0 : mass(near) / mass(nearest),
        inHeadings: share(headingWords[i]),
        inText: share(textWords[i]),
        best,
      }
    },
  }
}
const nobody = () => false

/**
 * Fits on the documents that carry tags, and tells what it would have said of each had it not known it: in turns a fifth is kept
 * aside, out of the weights and out of what the others are compared with.
 *
 * @param labelled documents with at least one tag: what they do not carry counts as said
 */
export async function fitTagger(
  tagger: Tagger,
  documents: readonly TaggedDocument[],
  tags: readonly Tag[],
): Promise<{ model: TagModel; predictions: TagPrediction[] }> {
  const labelled = documents.flatMap((document, i) => (document.tags.size > 0 ? [{ document, i }] : []))
  const foldOf = new Map(labelled.map(({ i }, place) => [i, place % FOLDS]))
  const predictions: TagPrediction[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    const aside = (i: number) => foldOf.get(i) === fold
    const examples = await examplesOf(
      labelled.filter(({ i }) => !aside(i)),
      aside,
    )
    const model = fitTagModel(examples)
    for (const { document } of labelled.filter(({ i }) => aside(i))) {
      await nextTask()
      for (const tag of tags)
        predictions.push({
          tag: tag.id,
          probability: tagProbability(model, tagger.evidence(document, tag, aside)),
          confirmed: document.tags.has(tag.id),
        })
    }
  }
  return { model: fitTagModel(await examplesOf(labelled, nobody)), predictions }

  async function examplesOf(some: typeof labelled, aside: (i: number) => boolean): Promise<TagExample[]> {
    const step = Math.max(1, Math.ceil((some.length * tags.length) / MOST_EXAMPLES))
    const examples: TagExample[] = []
    let n = 0
    for (const { document } of some) {
      await nextTask()
      for (const tag of tags) {
        const confirmed = document.tags.has(tag.id)
        if (confirmed || n++ % step === 0) examples.push({ evidence: tagger.evidence(document, tag, aside), confirmed })
      }
    }
    return examples
  }
}

const wordsOf = (text: string): Set<string> =>
  new Set((text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []).filter((word) => !stopWords.has(word)).map(stem))
/** Enough for plurals and -ing: the meaning is the vectors' business. */
const stem = (word: string): string =>
  word.length > 5 ? word.replace(/(ing|ies|es|s|ed)$/, '') : word.replace(/s$/, '')

function idf(all: readonly ReadonlySet<string>[]): (word: string) => number {
  const count = new Map<string, number>()
  for (const words of all) for (const word of words) count.set(word, (count.get(word) ?? 0) + 1)
  return (word) => Math.log(1 + all.length / (1 + (count.get(word) ?? 0)))
}

function sum(vectors: readonly Float32Array[]): Float32Array {
  const total = new Float32Array(vectors[0]?.length ?? 0)
  for (const vector of vectors) for (let i = 0; i < vector.length; i++) total[i] = (total[i] ?? 0) + (vector[i] ?? 0)
  return total
}
function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector))
  return length === 0 ? vector : vector.map((value) => value / length)
}
function dot(a: Float32Array, b: Float32Array): number {
  let total = 0
  for (let i = 0; i < a.length; i++) total += (a[i] ?? 0) * (b[i] ?? 0)
  return total
}
