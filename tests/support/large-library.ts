import { createRandom, type Random } from '#core/base'
import type { Envelope } from '#core/content'
import { vectorKey, writeVectorFile } from '#core/embedding'
import { objectText } from '#core/knowledge'
import { embeddedTexts, toSearchPage } from '#core/retrieval'
import { aidOf, documentOf, TEST_MODEL } from './library-device.ts'

const WORDS = 20_000
const WORDS_A_PASSAGE = 110

/** A made-up organisation's library: words as unequally frequent as in a language, the same for the same seed. */
export function largeLibrary({ documents, passages, aids }: { documents: number; passages: number; aids: number }) {
  const random = createRandom(3)
  const vocabulary = Array.from({ length: WORDS }, () => madeUpWord(random))
  // Zipf: the k-th word comes about 1/k as often as the first
  const word = () => vocabulary[Math.floor(WORDS ** random.next()) - 1] ?? ''
  const sentence = (length: number) => Array.from({ length }, word).join(' ')
  const objects: Envelope[] = [
    ...Array.from({ length: documents }, (_, i) =>
      documentOf(
        `doc-${i}`,
        sentence(4),
        Array.from({ length: passages }, () => [sentence(3), sentence(WORDS_A_PASSAGE)] as const),
      ),
    ),
    ...Array.from({ length: aids }, (_, i) => aidOf(`aid-${i}`, sentence(5), sentence(60))),
  ]
  return { objects, question: () => sentence(4), prefix: () => sentence(2).slice(0, -2) }
}

/** Vectors of all of it, directions at random: the time of a search does not depend on where they point. */
export function randomVectors(objects: readonly Envelope[]): Uint8Array {
  const random = createRandom(4)
  const texts = objects.flatMap(({ kind, body }) => embeddedTexts(toSearchPage({ id: 'x', ...objectText(kind, body) })))
  const rows = texts.map((text): [string, Int8Array] => [
    vectorKey(TEST_MODEL, text),
    Int8Array.from({ length: 384 }, () => random.int(255) - 127),
  ])
  return writeVectorFile({ model: TEST_MODEL, dimensions: 384 }, rows)
}

const SYLLABLES = ['ka', 'ri', 'mo', 'ten', 'sal', 'ver', 'lu', 'dor', 'pin', 'es', 'gra', 'tu', 'bel', 'nor', 'is']

const madeUpWord = (random: Random): string =>
  Array.from({ length: 2 + random.int(3) }, () => SYLLABLES[random.int(SYLLABLES.length)] ?? '').join('')
