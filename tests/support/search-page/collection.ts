import { createRandom } from '#core/base'
import { DIMENSIONS, quantise } from '#core/embedding'
import type { PageVectors, SearchPage } from '#core/retrieval'

const PASSAGES_A_PAGE = 10
const WORDS_A_PASSAGE = 110
const WORDS_A_QUESTION = 6
/** Different words of the made-up language; how often each occurs follows Zipf's law, as in real prose. */
const VOCABULARY = 20_000
/** Passages lie around so many topics, a little closer to their own than to each other, as in real collections. */
const TOPICS = 200
const QUESTIONS = 40

/** Pages, their vectors before and after quantising, and questions: made up, in the shape of real ones, alike in every run. */
export function makeCollection(passages: number) {
  const random = createRandom(passages)
  const normal = () => {
    let sum = -6
    for (let i = 0; i < 12; i++) sum += random.next()
    return sum
  }
  const word = () => {
    const rank = Math.floor(VOCABULARY ** random.next())
    return `${String.fromCharCode(97 + (rank % 26))}${rank.toString(36)}`
  }
  const words = (n: number) => Array.from({ length: n }, word).join(' ')
  const topics = Array.from({ length: TOPICS }, () => Float32Array.from({ length: DIMENSIONS }, normal))
  const aroundTopic = (into: Float32Array) => {
    const topic = topics[Math.floor(random.next() * TOPICS)]
    let squares = 0
    for (let k = 0; k < DIMENSIONS; k++) {
      const value = (topic?.[k] ?? 0) + random.next() * 4 - 2
      into[k] = value
      squares += value * value
    }
    const perLength = 1 / Math.sqrt(squares)
    for (let k = 0; k < DIMENSIONS; k++) into[k] = (into[k] ?? 0) * perLength
    return into
  }
  const exact = new Float32Array(passages * DIMENSIONS)
  const exactOf = (i: number) => exact.subarray(i * DIMENSIONS, (i + 1) * DIMENSIONS)
  const pages = Array.from({ length: passages / PASSAGES_A_PAGE }, (_, p): SearchPage => {
    const made = Array.from({ length: PASSAGES_A_PAGE }, (_, i) => `${p}.${i}`)
    return {
      id: String(p),
      title: words(4),
      passages: made.map((id) => ({ id, headings: [words(3)], text: words(WORDS_A_PASSAGE) })),
    }
  })
  const vectors = pages.map(
    (page, p): PageVectors => ({
      title: quantise(aroundTopic(new Float32Array(DIMENSIONS))),
      passages: page.passages.map((_, i) => quantise(aroundTopic(exactOf(p * PASSAGES_A_PAGE + i)))),
    }),
  )
  const questions = Array.from({ length: QUESTIONS }, () => ({
    text: words(WORDS_A_QUESTION),
    vector: aroundTopic(new Float32Array(DIMENSIONS)),
    limit: 10,
  }))
  return { pages, vectors, exact, questions }
}
