import { embeddedText, type PageVectors, type Query, rankingConfiguration, type SearchPage } from '#core/retrieval'
import type { EvalEmbedder, OpenOptions } from './eval-collection.ts'

/** One way to search, measured beside the one that ships. */
export interface Variant {
  name: string
  options?: Omit<OpenOptions, 'embedder'>
  /** asked alone; several are joined by reciprocal rank */
  modes: readonly NonNullable<Query['mode']>[]
  /** the question as it is searched by words */
  asked?: (text: string) => string
}

const ranking = (change: Partial<typeof rankingConfiguration>) => ({ ranking: { ...rankingConfiguration, ...change } })

/** Words with a digit behind them have no other forms, are in no list of stop words, and stay the same words. */
const marked = (text: string, which: (word: string) => boolean) =>
  text.replace(/[A-Za-z]+/g, (word) => (which(word) ? `${word}0` : word))
const inWords = (change: (text: string) => string) => ({
  options: { searched: (page: SearchPage) => changed(page, change) },
  asked: change,
})

const changed = (page: SearchPage, change: (text: string) => string): SearchPage => ({
  ...page,
  title: change(page.title),
  ...(page.path !== undefined && { path: change(page.path) }),
  passages: page.passages.map((passage) => ({
    ...passage,
    headings: passage.headings.map(change),
    text: change(passage.text),
  })),
})

const STOP_WORDS =
  /^(a|about|an|and|are|as|at|be|by|can|do|does|for|from|how|i|if|in|is|it|my|of|on|or|that|the|this|to|was|what|when|where|which|who|why|will|with|you|your)$/i

/** Accents off, then nothing but ASCII letters and digits: how words were read before other scripts were. */
const asciiWords = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9\n]+/g, ' ')

/** Words that nobody wrote, until the question is too long for its spelling to be doubted. */
const withoutSpelling = (text: string) => `${text} ${Array.from({ length: 13 }, (_, i) => `0nobody${i}`).join(' ')}`

/** Every word of the page once, all worth the same. */
const flat = (page: SearchPage): SearchPage => ({
  id: page.id,
  title: '',
  passages: page.passages.map(({ id, headings, text }) => ({
    id,
    headings: [],
    text: [page.title, page.path ?? '', ...headings, text].join('\n'),
  })),
})

/** All passages as one. */
const onePassage = (page: SearchPage): SearchPage => ({
  ...page,
  passages: page.passages.slice(0, 1).map((passage) => ({
    ...passage,
    headings: [...new Set(page.passages.flatMap(({ headings }) => headings))],
    text: page.passages.map(({ text }) => text).join('\n'),
  })),
})

const pageVectorsOnly = async (pages: readonly SearchPage[], embedder: EvalEmbedder): Promise<PageVectors[]> => {
  const vectors = await embedder.vectors(
    pages.map(({ title, passages }) => embeddedText(title, [], passages.map(({ text }) => text).join('\n'))),
  )
  return pages.map(({ passages }, i) => {
    const vector = vectors[i] ?? new Int8Array()
    return { title: vector, passages: passages.slice(0, 1).map(() => vector) }
  })
}

const withoutPrefix = async (pages: readonly SearchPage[], embedder: EvalEmbedder): Promise<PageVectors[]> => {
  const vectors = await embedder.vectors(
    pages.flatMap(({ title, passages }) => [title, ...passages.map(({ text }) => text)]),
  )
  let at = 0
  return pages.map(({ passages }) => {
    const [title = new Int8Array(), ...rest] = vectors.slice(at, at + 1 + passages.length)
    at += 1 + passages.length
    return { title, passages: rest }
  })
}

/** The first is what ships; each other takes one part away or puts another in its place. */
export const variants: readonly Variant[] = [
  { name: 'as shipped', modes: ['hybrid'] },
  { name: 'words: whole pages', modes: ['lexical'], options: ranking({ page: 1 }) },
  { name: 'words: best passage', modes: ['lexical'], options: ranking({ page: 0 }) },
  { name: 'words: both', modes: ['lexical'] },
  { name: 'meaning: whole pages', modes: ['dense'], options: { searched: onePassage, vectorsOf: pageVectorsOnly } },
  { name: 'meaning: passages', modes: ['dense'] },
  { name: 'both by reciprocal rank (60)', modes: ['lexical', 'dense'] },
  { name: 'words 0.4 of both', modes: ['hybrid'], options: ranking({ lexical: 0.4 }) },
  { name: 'words 0.6 of both', modes: ['hybrid'], options: ranking({ lexical: 0.6 }) },
  { name: 'without whole pages', modes: ['hybrid'], options: ranking({ page: 0 }) },
  { name: 'without passages in words', modes: ['hybrid'], options: ranking({ page: 1 }) },
  { name: 'one best passage, not two', modes: ['hybrid'], options: ranking({ best: 1 }) },
  { name: 'without title vectors', modes: ['hybrid'], options: ranking({ title: 0 }) },
  { name: 'title vectors 0.3', modes: ['hybrid'], options: ranking({ title: 0.3 }) },
  { name: 'title and headings not embedded', modes: ['hybrid'], options: { vectorsOf: withoutPrefix } },
  { name: 'without field weights', modes: ['hybrid'], options: { searched: flat } },
  {
    name: 'without stop words',
    modes: ['hybrid'],
    ...inWords((text) => marked(text, (word) => STOP_WORDS.test(word))),
  },
  { name: 'words of ASCII letters and digits', modes: ['hybrid'], ...inWords(asciiWords) },
  { name: 'without doubting spelling', modes: ['hybrid'], asked: withoutSpelling },
  { name: 'without stems', modes: ['hybrid'], ...inWords((text) => marked(text, (word) => !STOP_WORDS.test(word))) },
]
