import { describe, expect, it } from 'vitest'
import { sha256Hex } from '#core/base'
import { type Embedder, readVectorFile, vectorKey } from '#core/embedding'
import { type EarlierFile, type ReleaseVectors, releaseVectors } from '../../../sync/studio/release-vectors.ts'
import { wordEmbedder } from '../../support/word-embedder.ts'

const fileOf = (bytes: Uint8Array): EarlierFile => {
  const file = readVectorFile(bytes)
  if (!file) throw new Error('no vector file')
  return { sha256: sha256Hex(bytes), length: bytes.length, file }
}
const filesOf = ({ kept, added }: ReleaseVectors): EarlierFile[] => [...kept, ...added.map(fileOf)]
const texts = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `passage ${from + i}`)

describe('the vectors of a release', () => {
  it('hold every text once', async () => {
    const embedder = wordEmbedder()
    const made = await releaseVectors(['one', 'two', 'one'], [], embedder)
    expect(made).toMatchObject({ kept: [] })
    expect(filesOf(made).map(({ file }) => file.size)).toEqual([2])
    expect([...made.byKey.keys()].sort()).toEqual(['one', 'two'].map((text) => vectorKey(embedder.model, text)).sort())
    expect(embedder.asked).toEqual(['one', 'two'])
  })

  it('embed only new texts and put only those into a new file', async () => {
    const first = await releaseVectors(texts(0, 10), [], wordEmbedder())
    const embedder = wordEmbedder()
    const second = await releaseVectors(texts(2, 12), filesOf(first), embedder)
    expect(embedder.asked).toEqual(texts(10, 12))
    expect(second.kept.map(({ sha256 }) => sha256)).toEqual(filesOf(first).map(({ sha256 }) => sha256))
    expect(second.added.map((bytes) => fileOf(bytes).file.size)).toEqual([2])
    expect(second.byKey.size).toBe(10)
  })

  it('are the same files, byte for byte, when nothing changed', async () => {
    const first = filesOf(await releaseVectors(texts(0, 10), [], wordEmbedder()))
    const again = await releaseVectors(texts(0, 10), first, wordEmbedder())
    expect(again).toMatchObject({ kept: first, added: [] })
  })

  it('are merged when more than half of the rows are dead', async () => {
    const first = filesOf(await releaseVectors(texts(0, 10), [], wordEmbedder()))
    const half = await releaseVectors(texts(5, 10), first, wordEmbedder())
    expect(half).toMatchObject({ kept: first, added: [] })
    const embedder = wordEmbedder()
    const most = await releaseVectors(texts(6, 10), first, embedder)
    expect(most.kept).toEqual([])
    expect(filesOf(most).map(({ file }) => file.size)).toEqual([4])
    expect(embedder.asked).toEqual([])
  })

  it('are merged when there are more than 16 files', async () => {
    let files: EarlierFile[] = []
    for (let release = 1; release <= 16; release++)
      files = filesOf(await releaseVectors(texts(0, release), files, wordEmbedder()))
    expect(files).toHaveLength(16)
    files = filesOf(await releaseVectors(texts(0, 17), files, wordEmbedder()))
    expect(files.map(({ file }) => file.size)).toEqual([17])
  })

  it('leave files of another model behind', async () => {
    const old = filesOf(await releaseVectors(texts(0, 3), [], wordEmbedder({ model: sha256Hex('older') })))
    const embedder = wordEmbedder()
    const made = await releaseVectors(texts(0, 3), old, embedder)
    expect(made.kept).toEqual([])
    expect(embedder.asked).toEqual(texts(0, 3))
  })

  it('are split where one file would be larger than a derived entry may be', async () => {
    const wide: Embedder = {
      model: sha256Hex('wide'),
      dimensions: 4000,
      embed: async (all) => all.map(() => new Float32Array(4000)),
    }
    const made = await releaseVectors(texts(0, 1100), [], wide)
    expect(filesOf(made).map(({ file }) => file.size)).toEqual([1040, 60])
    for (const { length } of made.added) expect(length).toBeLessThanOrEqual(16 * 1024 * 1024)
  })

  it('let others have their turn, and say how far they are', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 0)
    const said: [number, number][] = []
    await releaseVectors(texts(0, 640), [], wordEmbedder(), (done, of) => said.push([done, of]))
    clearInterval(timer)
    expect(said.at(-1)).toEqual([640, 640])
    expect(said).toHaveLength(40)
    expect(turns).toBeGreaterThan(0)
  })
})
