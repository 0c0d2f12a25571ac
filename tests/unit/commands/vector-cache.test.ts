import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Embedder } from '#core/embedding'
import { createFileCachedEmbedder } from '../../../sync/vector-cache.ts'

const root = mkdtempSync(join(tmpdir(), 'handrail-vectors-'))
afterAll(() => rmSync(root, { recursive: true }))

function lengths(model: string): Embedder & { asked: string[] } {
  const asked: string[] = []
  const embed = async (texts: readonly string[]) => {
    asked.push(...texts)
    return texts.map((text) => Float32Array.of(text.length / 10, 1 / 3))
  }
  return { model, dimensions: 2, asked, embed }
}

test('vectors outlive the process, unrounded, and only new texts are embedded', async () => {
  const file = join(root, 'cache', 'vectors.sqlite')
  const first = createFileCachedEmbedder(lengths('m'), file)
  const made = await first.embed(['aa', 'bbb', 'aa'])
  first.close()
  const later = lengths('m')
  const second = createFileCachedEmbedder(later, file)
  expect(await second.embed(['bbb', 'c', 'aa'])).toEqual([made[1], Float32Array.of(0.1, 1 / 3), made[0]])
  expect(later.asked).toEqual(['c'])
  const other = lengths('other')
  const third = createFileCachedEmbedder(other, file)
  await third.embed(['aa'])
  expect(other.asked).toEqual(['aa'])
  second.close()
  third.close()
})

test('a damaged file is made anew', async () => {
  const file = join(root, 'damaged.sqlite')
  writeFileSync(file, 'this is no database, however long it goes on'.repeat(100))
  const embedder = createFileCachedEmbedder(lengths('m'), file)
  expect(await embedder.embed(['aa'])).toEqual([Float32Array.of(0.2, 1 / 3)])
  embedder.close()
})
