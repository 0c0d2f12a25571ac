import type * as v from 'valibot'
import { parseJson } from '#core/base'
import {
  type Conflict,
  type CopyText,
  conflictOf,
  type DocumentText,
  DUPLICATE,
  duplicateScore,
  type FoundPair,
  mayDiffer,
  type PairSide,
  type Rule,
  readCopyText,
  SHOWN,
  STRONG,
  textKey,
  titleWords,
} from '#core/consistency'
import { cosine } from '#core/embedding'
import { nextTask } from '../next-task.ts'
import { openPairsIndex, type PairsIndex, type Unit } from './pairs-index.ts'
import { CopyBody, SentenceBody, unitsOf } from './pairs-units.ts'

/** Changes whenever the same texts could give other pairs: what was compared with another is compared anew. */
export const CONFIGURATION = 'consistency-3'

/** @returns null without a model: words decide alone */
export type EmbedTexts = (texts: readonly string[]) => Promise<readonly ArrayLike<number>[] | null>

export interface ChangedDocument extends DocumentText {
  sha256: string
}

export interface Changes {
  /** new or changed documents, read one at a time */
  changed: Iterable<ChangedDocument> | AsyncIterable<ChangedDocument>
  /** how many there are, for the progress */
  of: number
  /** ids of documents that are gone */
  removed: readonly string[]
}

export interface Comparison {
  /** pairs of the changed documents, and of nothing else */
  pairs: FoundPair[]
  notCompared: { document: string; reason: string }[]
  sentences: number
  /** whether vectors took part */
  byMeaning: boolean
}

/** Sentences looked at for each. Most of those that matter are among the first three. */
const CANDIDATES = 32
const COPY_CANDIDATES = 12
/** Read by the model at once; what is beyond its 256 tokens it would not see. */
const EMBEDDED_CHARACTERS = 1200
/** Texts that share most of their words always lie nearer than this. */
const CERTAIN_COSINE = 0.5
/** Pairs whose texts are embedded together. */
const BATCH = 64
/** Documents written to the index together. */
const WRITTEN_TOGETHER = 16
/** Units that are kept as read: common candidates come up again and again. */
const MOST_SENTENCES = 20_000
const MOST_COPIES = 1000

/**
 * Compares documents with all others. Each costs what it holds: its sentences are looked up by their rare words, so that no
 * sentence is ever compared with every other. Others have their turn every few ms.
 */
export async function compareDocuments(
  index: PairsIndex,
  { changed, of, removed }: Changes,
  embed: EmbedTexts,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<Comparison> {
  const { ids, notCompared } = await writeUnits(index, changed, removed)
  const compare = createPairing(index, embed)
  let sentences = 0
  for (const [i, id] of ids.entries()) {
    await nextTask()
    const units = index.units(id)
    for (const unit of units) if (unit.level !== 's') await compare.copy(unit)
    // whether whole documents are copies decides what is asked about their passages
    const own = units.filter(({ level }) => level === 's')
    await compare.sentences(own)
    sentences += own.length
    onProgress(i + 1, of)
  }
  await compare.flush()
  return { pairs: [...compare.found.values()], notCompared, sentences, byMeaning: compare.byMeaning() }
}

async function writeUnits(index: PairsIndex, changed: Changes['changed'], removed: readonly string[]) {
  const ids: string[] = []
  const notCompared: Comparison['notCompared'] = []
  await index.change(async ({ drop }) => {
    for (const id of removed) drop(id)
  })
  let waiting: ChangedDocument[] = []
  const write = async () => {
    const documents = waiting
    waiting = []
    await index.change(async ({ put }) => {
      for (const document of documents) {
        const { units, notCompared: reasons } = await unitsOf(document)
        const { id, sha256, title } = document
        put({ id, sha256, title }, units)
        ids.push(id)
        notCompared.push(...reasons.map((reason) => ({ document: id, reason })))
      }
    })
  }
  for await (const document of changed) {
    waiting.push(document)
    if (waiting.length >= WRITTEN_TOGETHER) await write()
  }
  await write()
  return { ids, notCompared }
}

/** What `read` made of a unit, remembered for the next time. */
function remembering<T>(most: number, read: (n: number) => T): (n: number) => T {
  let kept = new Map<number, T>()
  return (n) => {
    let value = kept.get(n)
    if (value === undefined) {
      if (kept.size >= most) kept = new Map()
      value = read(n)
      kept.set(n, value)
    }
    return value
  }
}

interface Sentence extends v.InferOutput<typeof SentenceBody> {
  document: string
  key: string
  rule: Rule
}
const toSentence = ({ document, key, body, words }: Unit): Sentence => {
  const sentence = parseJson(SentenceBody, body, 'index of sentences')
  return { ...sentence, document, key, rule: { ...sentence.rule, words } }
}

interface Copy extends v.InferOutput<typeof CopyBody> {
  document: string
  key: string
  words: CopyText
}
const toCopy = ({ document, key, body }: Unit): Copy => {
  const copy = parseJson(CopyBody, body, 'index of passages')
  return { ...copy, document, key, words: readCopyText(copy.text) }
}

interface Waiting {
  id: string
  /** the two, or none where vectors are not asked */
  texts: readonly string[]
  /** @param cosine null without vectors; null when it is no pair after all */
  finish(cosine: number | null): FoundPair | null
}

function createPairing(index: PairsIndex, embed: EmbedTexts) {
  const found = new Map<string, FoundPair>()
  const seen = new Set<string>()
  const titles = new Map<string, { title: string; words: string[] }>()
  const titled = (document: string) => {
    const known = titles.get(document)
    if (known) return known
    const title = index.title(document) ?? document
    const made = { title, words: titleWords(title) }
    titles.set(document, made)
    return made
  }
  const titleOf = (document: string) => titled(document).title
  const sentenceAt = remembering(MOST_SENTENCES, (n) => toSentence(index.unit(n)))
  const copyAt = remembering(MOST_COPIES, (n) => toCopy(index.unit(n)))
  const rarity = new Map<string, number>()
  const measured = index.idf('s')
  const idf = (word: string): number => {
    let value = rarity.get(word)
    if (value === undefined) {
      value = measured(word)
      rarity.set(word, value)
    }
    return value
  }
  /** documents that are copies of each other: their passages are not asked about one by one */
  const copied = new Set<string>()
  let waiting: Waiting[] = []
  let byMeaning = true

  async function flush(): Promise<void> {
    const pairs = waiting
    waiting = []
    const texts = [...new Set(pairs.flatMap((pair) => pair.texts))]
    const vectors = texts.length > 0 ? await embed(texts.map((text) => text.slice(0, EMBEDDED_CHARACTERS))) : []
    if (!vectors) byMeaning = false
    const at = new Map(texts.map((text, i) => [text, i]))
    const vectorOf = (text: string) => vectors?.[at.get(text) ?? -1]
    for (const {
      id,
      texts: [x = '', y = ''],
      finish,
    } of pairs) {
      const [a, b] = [vectorOf(x), vectorOf(y)]
      const pair = finish(a && b ? cosine(a, b) : null)
      if (pair) found.set(id, pair)
    }
  }

  async function add(pair: Waiting): Promise<void> {
    if (seen.has(pair.id)) return
    seen.add(pair.id)
    waiting.push(pair)
    if (waiting.length >= BATCH) await flush()
  }

  /** @param level of the two: when whole documents are copies, nothing is said about their passages */
  function copyPair(level: Unit['level'], a: Copy, b: Copy, score: number): FoundPair | null {
    const documents = pairOfDocuments(a, b)
    if (score < DUPLICATE || (level === 'p' && copied.has(documents))) return null
    if (level === 'd') copied.add(documents)
    return {
      id: pairId(a.key, b.key),
      list: 'duplicate',
      difference: level === 'd' ? 'document' : 'passage',
      score,
      isStrong: false,
      a: sideOf({ ...a, text: excerpt(a.text) }, titleOf),
      b: sideOf({ ...b, text: excerpt(b.text) }, titleOf),
    }
  }

  return {
    found,
    flush,
    byMeaning: () => byMeaning,
    /** @param units all sentences of one document */
    async sentences(units: readonly Unit[]): Promise<void> {
      const own = new Set(units.map(({ key }) => key))
      const mine = new Set(units.map(({ n }) => n))
      for (const unit of units) {
        await nextTask()
        const accept = (n: number, signs: number) => mayDiffer(unit.signs, signs) && !mine.has(n)
        const candidates = index.candidates(unit, accept, CANDIDATES)
        if (candidates.length === 0) continue
        const statement = toSentence(unit)
        const twins = new Set(index.documentsWith(unit.key))
        for (const n of candidates) {
          const other = sentenceAt(n)
          // what stands on both pages says the same there: the pair is one of a single page, where both are read together
          if (other.key === unit.key || own.has(other.key) || twins.has(other.document)) continue
          const conflict = conflictOf(
            { statement, title: titled(unit.document).words },
            { statement: other, title: titled(other.document).words },
            idf,
          )
          if (conflict && conflict.mostPossible >= SHOWN) await add(sentencePair(conflict, statement, other, titleOf))
        }
      }
    },
    /** @param unit a passage or a whole document */
    async copy(unit: Unit): Promise<void> {
      await nextTask()
      const candidates = index.candidates(unit, (n) => n !== unit.n, COPY_CANDIDATES)
      if (candidates.length === 0) return
      const own = toCopy(unit)
      for (const n of candidates) {
        await nextTask()
        const other = copyAt(n)
        if (other.document === own.document) continue
        const documents = pairOfDocuments(own, other)
        if (unit.level === 'p' && copied.has(documents)) continue
        if (duplicateScore(own.words, other.words, 1) < DUPLICATE) continue
        const finish = (cosine: number | null) =>
          copyPair(unit.level, own, other, duplicateScore(own.words, other.words, cosine))
        const id = `${unit.level} ${documents} ${pairId(unit.key, other.key)}`
        // their words agree so far that no vector could say otherwise: nothing is embedded for them
        const isSure = duplicateScore(own.words, other.words, CERTAIN_COSINE) >= DUPLICATE
        await add({ id, texts: isSure ? [] : [own.text, other.text], finish })
      }
      if (unit.level === 'd') await flush()
    },
  }
}

const pairOfDocuments = (a: { document: string }, b: { document: string }): string =>
  [a.document, b.document].sort().join(' ')

function sentencePair(
  { difference, scoreWithout, score }: Conflict,
  a: Sentence,
  b: Sentence,
  titleOf: (document: string) => string,
): Waiting {
  const id = pairId(a.key, b.key)
  const { type, kind } = difference
  const marked = (span: { start: number; end: number }) => (span.end > span.start ? span : null)
  return {
    id,
    texts: [a.text, b.text],
    finish(measured) {
      const value = measured === null ? scoreWithout : score(measured)
      if (value < SHOWN) return null
      return {
        id,
        list: type === 'modal' ? 'modal' : 'conflict',
        difference: type === 'value' ? kind : type,
        score: value,
        isStrong: type !== 'modal' && value >= STRONG,
        a: { ...sideOf(a, titleOf), differs: marked(difference.a) },
        b: { ...sideOf(b, titleOf), differs: marked(difference.b) },
      }
    },
  }
}

/** The same whichever of the two came first. */
const pairId = (x: string, y: string): string => textKey([x, y].sort().join(' '))

function sideOf(
  side: { document: string; passage: string | null; headings: readonly string[]; key: string; text: string },
  titleOf: (document: string) => string,
): PairSide {
  const { document, passage, headings, key, text } = side
  return { document, title: titleOf(document), passage, headings: [...headings], key, text, differs: null }
}

const EXCERPT = 600
const excerpt = (text: string): string => (text.length <= EXCERPT ? text : `${text.slice(0, EXCERPT).trimEnd()} ...`)

/** A comparison in memory, for measuring: nothing is kept. */
export async function compareOnce(
  documents: readonly ChangedDocument[],
  embed: EmbedTexts,
  onProgress?: (done: number, of: number) => void,
): Promise<Comparison> {
  const index = openPairsIndex(':memory:', CONFIGURATION)
  try {
    return await compareDocuments(index, { changed: documents, of: documents.length, removed: [] }, embed, onProgress)
  } finally {
    index.close()
  }
}
