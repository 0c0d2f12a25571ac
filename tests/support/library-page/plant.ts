import { createDexieReleaseStore, LibraryDatabase } from '#core/adapters/dexie'
import { createRandom } from '#core/base'
import { embeddingModels, vectorKey, writeVectorFile } from '#core/embedding'
import { objectText } from '#core/knowledge'
import { embeddedTexts, toSearchPage } from '#core/retrieval'
import { documentOf, install } from '../library-device.ts'

const PASSAGES_A_PAGE = 10
const WORDS_A_PASSAGE = 110
const ROWS_A_FILE = 8_000

/**
 * Puts a made-up release into the app's own storage, as an update would: so many passages over the words given, how often
 * each occurs following Zipf's law as in real prose, with vectors of no meaning under the shipped model's name.
 */
export async function plant(passages: number, vocabulary: readonly string[]): Promise<void> {
  const random = createRandom(passages)
  const word = () => vocabulary[Math.floor(vocabulary.length ** random.next()) - 1] ?? ''
  const text = (n: number) => Array.from({ length: n }, word).join(' ')
  const objects = Array.from({ length: passages / PASSAGES_A_PAGE }, (_, i) =>
    documentOf(
      `page-${i}`,
      text(4),
      Array.from({ length: PASSAGES_A_PAGE }, () => [text(3), text(WORDS_A_PASSAGE)] as const),
    ),
  )
  const texts = objects.flatMap(({ kind, id, body }) =>
    embeddedTexts(toSearchPage({ id: `${kind}:${id}`, ...objectText(kind, body) })),
  )
  const { sha256: model } = embeddingModels.int8
  const vector = () => Int8Array.from({ length: 384 }, () => Math.round((random.next() - 0.5) * 254))
  const derived = []
  for (let from = 0; from < texts.length; from += ROWS_A_FILE) {
    const rows = texts.slice(from, from + ROWS_A_FILE).map((each) => [vectorKey(model, each), vector()] as const)
    derived.push({
      name: `vectors-${String(from).padStart(12, '0')}`,
      bytes: writeVectorFile({ model, dimensions: 384 }, rows),
    })
  }
  await install(createDexieReleaseStore(new LibraryDatabase()), objects, derived, Date.now())
}
