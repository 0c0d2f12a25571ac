import * as v from 'valibot'
import {
  type Conflict,
  conflictOf,
  type DocumentText,
  DUPLICATE,
  duplicateScore,
  type FoundPair,
  isEnglish,
  type PairSide,
  type Rule,
  readCopyText,
  SHOWN,
  STRONG,
  type Statement,
  shingleSketch,
  statementsOf,
  textKey,
  titleWords,
} from '#core/consistency'
import { cosine } from '#core/embedding'
import { nextTask } from '../next-task.ts'
import { type NewUnit, openPairsIndex, type PairsIndex, readBody, type Unit } from './pairs-index.ts'

/** Changes whenever the same texts could give other pairs: what was compared with another is compared anew. */
export const CONFIGURATION = 'consistency-1'

/** @returns null without a model: words decide alone */
export type EmbedTexts = (texts: readonly string[]) => Promise<readonly ArrayLike<number>[] | null>

export interface ChangedDocument extends DocumentText {
  sha256: string
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
/** A shorter passage says too little to be called a copy. In words. */
const MIN_COPY_WORDS = 25
/** Beyond this a document's tail is not read as one text: it is compared by passages. In characters. */
const MAX_COPY_TEXT = 60_000
/** Read by the model at once; what is beyond its 256 tokens it would not see. */
const EMBEDDED_CHARACTERS = 1200
/** Texts that share most of their words always lie nearer than this. */
const CERTAIN_COSINE = 0.5
/** Pairs whose texts are embedded together. */
const BATCH = 64

const SentenceBody = v.object({
  passage: v.string(),
  headings: v.array(v.string()),
  text: v.string(),
  isTable: v.boolean(),
  rule: v.custom<Rule>((value) => typeof value === 'object' && value !== null),
})
const CopyBody = v.object({ passage: v.nullable(v.string()), headings: v.array(v.string()), text: v.string() })

/**
 * Compares documents with all others. Each costs what it holds: its sentences are looked up by their rare words, so that no
 * sentence is ever compared with every other.
 *
 * @param changed   new or changed documents
 * @param removed   ids of documents that are gone
 */
export async function compareDocuments(
  index: PairsIndex,
  { changed, removed }: { changed: readonly ChangedDocument[]; removed: readonly string[] },
  embed: EmbedTexts,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<Comparison> {
  for (const id of removed) index.remove(id)
  const notCompared: Comparison['notCompared'] = []
  const read: { document: ChangedDocument; statements: Statement[]; copies: Copy[] }[] = []
  for (const document of changed) {
    await nextTask()
    const text = document.passages.map((passage) => passage.text).join('\n')
    const english = isEnglish(text)
    if (document.passages.length === 0) notCompared.push({ document: document.id, reason: 'it has no text' })
    else if (!english)
      notCompared.push({ document: document.id, reason: 'not in English: compared for copies, not for contradictions' })
    if (text.length > MAX_COPY_TEXT)
      notCompared.push({ document: document.id, reason: 'too long to be compared as a whole: compared by passages' })
    read.push({ document, statements: english ? statementsOf(document) : [], copies: copiesOf(document, text) })
  }
  for (const { document, statements, copies } of read) {
    await nextTask()
    const { id, sha256, title } = document
    index.put({ id, sha256, title }, [...statements.map(sentenceUnit), ...copies.map((copy) => copy.unit)])
  }

  const compare = createPairing(index, embed)
  for (const [i, { document, statements, copies }] of read.entries()) {
    await compare.copies(document, copies)
    await compare.sentences(document, statements)
    onProgress(i + 1, read.length)
  }
  await compare.flush()
  const sentences = read.reduce((sum, { statements }) => sum + statements.length, 0)
  return { pairs: [...compare.found.values()], notCompared, sentences, byMeaning: compare.byMeaning() }
}

const sentenceUnit = ({ key, passage, headings, text, isTable, rule }: Statement): NewUnit => ({
  level: 's',
  key,
  body: JSON.stringify({ passage, headings, text, isTable, rule }),
  words: rule.words,
  skeleton: rule.values.length > 0 ? textKey(rule.skeleton) : null,
})

interface Copy {
  unit: NewUnit
  place: { passage: string | null; headings: string[] }
  text: string
}

function copiesOf({ passages, title }: ChangedDocument, text: string): Copy[] {
  const whole = text.length <= MAX_COPY_TEXT ? [{ passage: null, headings: [title], text, level: 'd' as const }] : []
  const parts = passages.map(({ id, path, text: words }) => ({
    passage: id,
    headings: path,
    text: words,
    level: 'p' as const,
  }))
  return [...whole, ...parts].flatMap(({ level, passage, headings, text: words }) => {
    const { shingles } = readCopyText(words)
    if (shingles.size < MIN_COPY_WORDS) return []
    const place = { passage, headings }
    const unit: NewUnit = {
      level,
      key: textKey(words),
      body: JSON.stringify({ ...place, text: words }),
      words: shingleSketch(shingles).map((hash) => hash.toString(36)),
      skeleton: null,
    }
    return [{ unit, place, text: words }]
  })
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
  const titleById = new Map(index.documents().map(({ id, title }) => [id, title]))
  const wordsOfTitle = new Map<string, string[]>()
  const titleOf = (document: string) => titleById.get(document) ?? document
  const titled = (document: string) => {
    const words = wordsOfTitle.get(document) ?? titleWords(titleOf(document))
    wordsOfTitle.set(document, words)
    return words
  }
  /** documents that are copies of each other: their passages are not asked about one by one */
  const copied = new Set<string>()
  let waiting: Waiting[] = []
  let byMeaning = true

  async function flush(): Promise<void> {
    const texts = [...new Set(waiting.flatMap((pair) => pair.texts))]
    const vectors = texts.length > 0 ? await embed(texts.map((text) => text.slice(0, EMBEDDED_CHARACTERS))) : []
    if (!vectors) byMeaning = false
    const at = new Map(texts.map((text, i) => [text, i]))
    const vectorOf = (text: string) => vectors?.[at.get(text) ?? -1]
    for (const {
      id,
      texts: [x = '', y = ''],
      finish,
    } of waiting) {
      const [a, b] = [vectorOf(x), vectorOf(y)]
      const pair = finish(a && b ? cosine(a, b) : null)
      if (pair) found.set(id, pair)
    }
    waiting = []
  }

  async function add(pair: Waiting): Promise<void> {
    if (seen.has(pair.id)) return
    seen.add(pair.id)
    waiting.push(pair)
    if (waiting.length >= BATCH) await flush()
  }

  return {
    found,
    flush,
    byMeaning: () => byMeaning,
    async sentences(document: ChangedDocument, statements: readonly Statement[]): Promise<void> {
      const idf = index.idf('s')
      const own = new Set(statements.map(({ key }) => key))
      for (const statement of statements) {
        await nextTask()
        const twins = new Set(index.documentsWith(statement.key))
        const skeleton = statement.rule.values.length > 0 ? textKey(statement.rule.skeleton) : null
        const of = { document: document.id, words: statement.rule.words, skeleton }
        for (const unit of index.candidates('s', of, CANDIDATES)) {
          // what stands on both pages says the same there: the pair is one of a single page, where both are read together
          if (unit.key === statement.key || own.has(unit.key) || twins.has(unit.document)) continue
          const body = readBody(SentenceBody, unit)
          const conflict = conflictOf(
            { statement, title: titled(document.id) },
            { statement: body, title: titled(unit.document) },
            idf,
          )
          if (!conflict || conflict.mostPossible < SHOWN) continue
          await add(
            sentencePair(
              conflict,
              { document: document.id, unit: { ...statement }, titleOf },
              { document: unit.document, unit: { ...body, key: unit.key }, titleOf },
            ),
          )
        }
      }
    },
    async copies(document: ChangedDocument, copies: readonly Copy[]): Promise<void> {
      for (const { unit, place, text } of copies) {
        const own = readCopyText(text)
        for (const other of index.candidates(
          unit.level,
          { document: document.id, words: unit.words, skeleton: null },
          COPY_CANDIDATES,
        )) {
          const pairOfDocuments = [document.id, other.document].sort().join(' ')
          if (unit.level === 'p' && copied.has(pairOfDocuments)) continue
          const body = readBody(CopyBody, other)
          const words = readCopyText(body.text)
          if (duplicateScore(own, words, 1) < DUPLICATE) continue
          const finish = (measured: number | null) =>
            copyPair(
              unit,
              other,
              measured === null ? duplicateScore(own, words, null) : duplicateScore(own, words, measured),
            )
          const copyPair = (mine: NewUnit, theirs: Unit, score: number): FoundPair | null => {
            if (score < DUPLICATE) return null
            if (mine.level === 'd') copied.add(pairOfDocuments)
            else if (copied.has(pairOfDocuments)) return null
            return {
              id: pairId(mine.key, theirs.key),
              list: 'duplicate',
              difference: mine.level === 'd' ? 'document' : 'passage',
              score,
              isStrong: false,
              a: sideOf({ document: document.id, ...place, key: mine.key, text: excerpt(text) }, titleOf),
              b: sideOf({ document: other.document, ...body, key: theirs.key, text: excerpt(body.text) }, titleOf),
            }
          }
          const id = `${unit.level} ${pairOfDocuments} ${pairId(unit.key, other.key)}`
          // their words agree so far that no vector could say otherwise: nothing is embedded for them
          const isSure = duplicateScore(own, words, CERTAIN_COSINE) >= DUPLICATE
          await add({ id, texts: isSure ? [] : [text, body.text], finish })
        }
        // whether whole documents are copies decides what is asked about their passages
        if (unit.level === 'd') await flush()
      }
    },
  }
}

interface Found {
  document: string
  unit: { key: string; passage: string; headings: readonly string[]; text: string }
  titleOf(document: string): string
}

function sentencePair({ difference, scoreWithout, score }: Conflict, a: Found, b: Found): Waiting {
  const id = pairId(a.unit.key, b.unit.key)
  const { type, kind } = difference
  const marked = (span: { start: number; end: number }) => (span.end > span.start ? span : null)
  return {
    id,
    texts: [a.unit.text, b.unit.text],
    finish(measured) {
      const value = measured === null ? scoreWithout : score(measured)
      if (value < SHOWN) return null
      return {
        id,
        list: type === 'modal' ? 'modal' : 'conflict',
        difference: type === 'value' ? kind : type,
        score: value,
        isStrong: type !== 'modal' && value >= STRONG,
        a: { ...sideOf({ document: a.document, ...a.unit }, a.titleOf), differs: marked(difference.a) },
        b: { ...sideOf({ document: b.document, ...b.unit }, b.titleOf), differs: marked(difference.b) },
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
    return await compareDocuments(index, { changed: documents, removed: [] }, embed, onProgress)
  } finally {
    index.close()
  }
}
