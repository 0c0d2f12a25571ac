import type * as v from 'valibot'
import { parseJson } from '#core/base'
import {
  type Conflict,
  type CopyText,
  conflictOf,
  DUPLICATE,
  duplicateScore,
  type FoundPair,
  mayBeOpposite,
  mayDiffer,
  type PairSide,
  type Rule,
  SHOWN,
  STRONG,
  textKey,
  titleWords,
  wordsAllow,
} from '#core/consistency'
import { cosine } from '#core/embedding'
import type { PairsIndex, Unit } from './pairs-index.ts'
import { CopyBody, copyTextOf, SentenceBody } from './pairs-units.ts'

/** @returns null without a model: words decide alone */
export type EmbedTexts = (texts: readonly string[]) => Promise<readonly ArrayLike<number>[] | null>

/** Sentences looked at for each. Most of those that matter are among the first three. */
const CANDIDATES = 32
const COPY_CANDIDATES = 12
/** Texts that share most of their words always lie nearer than this. */
const CERTAIN_COSINE = 0.5
/** Pairs whose texts are embedded together. */
const BATCH = 64
/** Units that are kept as read: common candidates come up again and again. */
const MOST_SENTENCES = 20_000
const MOST_COPIES = 5000
const MOST_WORDS = 300_000

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
const toCopy = ({ document, key, body, marks }: Unit): Copy => {
  const copy = parseJson(CopyBody, body, 'index of passages')
  return { ...copy, document, key, words: copyTextOf(marks ?? new Uint8Array()) }
}

interface Waiting {
  id: string
  /** the two, or none where vectors are not asked */
  texts: readonly string[]
  /** @param cosine null without vectors; null when it is no pair after all */
  finish(cosine: number | null): FoundPair | null
}

/** Looks a document's units up, scores what is found, and keeps what a person is to be asked about. */
export function createPairing(index: PairsIndex, embed: EmbedTexts) {
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
  const weigh = createWeighing(index)
  const { idf } = weigh
  /** documents that are copies of each other: their passages are not asked about one by one */
  const copied = new Set<string>()
  let waiting: Waiting[] = []
  let byMeaning = true

  async function flush(): Promise<void> {
    const pairs = waiting
    waiting = []
    const texts = [...new Set(pairs.flatMap((pair) => pair.texts))]
    const vectors = texts.length > 0 ? await embed(texts) : []
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
    /**
     * @param units all sentences of one document
     * @param added those of them that were not compared yet
     */
    async sentences(units: readonly Unit[], added: readonly Unit[]): Promise<void> {
      const own = new Set(units.map(({ key }) => key))
      const mine = new Set(units.map(({ n }) => n))
      for (const unit of added) {
        const mayConflict = weigh.against(unit.words)
        const accept = (n: number, signs: number) => mayDiffer(unit.signs, signs) && !mine.has(n)
        const candidates = index
          .candidates(unit, accept, CANDIDATES)
          .filter(({ n, signs }) => mayBeOpposite(unit.signs, signs) || mayConflict(n))
        if (candidates.length === 0) continue
        const statement = toSentence(unit)
        const twins = new Set(index.documentsWith(unit.key))
        for (const { n } of candidates) {
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
      const candidates = index.candidates(unit, (n) => n !== unit.n, COPY_CANDIDATES)
      if (candidates.length === 0) return
      const own = toCopy(unit)
      for (const { n } of candidates) {
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

/** How rare words are, and what of a sentence's words another shares; words are numbered, so that a candidate costs its ten words. */
function createWeighing(index: PairsIndex) {
  const numbers = new Map<string, number>()
  const rarity: number[] = []
  /** by word: the last sentence it was seen in */
  const seenIn: number[] = []
  const measured = index.idf('s')
  let sentence = 0
  const numberOf = (word: string): number => {
    let number = numbers.get(word)
    if (number === undefined) {
      number = rarity.length
      numbers.set(word, number)
      rarity.push(measured(word))
      seenIn.push(0)
    }
    return number
  }
  const wordsAt = remembering(MOST_WORDS, (n) => Uint32Array.from(index.words(n), numberOf))
  return {
    idf: (word: string): number => rarity[numberOf(word)] ?? 0,
    /** @returns whether what a unit shares with these words lets the two be shown at all */
    against(words: readonly string[]): (n: number) => boolean {
      sentence++
      let left = 0
      for (const word of words) {
        const number = numberOf(word)
        seenIn[number] = sentence
        left += rarity[number] ?? 0
      }
      return (n) => {
        let [shared, right] = [0, 0]
        for (const number of wordsAt(n)) {
          const weight = rarity[number] ?? 0
          right += weight
          if (seenIn[number] === sentence) shared += weight
        }
        return wordsAllow(shared, left, right)
      }
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
