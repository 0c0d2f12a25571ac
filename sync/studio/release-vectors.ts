import { type Embedder, quantise, type VectorFile, vectorFileBytes, vectorKey, writeVectorFile } from '#core/embedding'
import { MAX_DERIVED_BYTES } from '#core/releases'
import { nextTask } from '../next-task.ts'

/** A vector file of the last release, as it lies there. */
export interface EarlierFile {
  sha256: string
  length: number
  file: VectorFile
}

export interface ReleaseVectors {
  /** files of the last release that go on as they are */
  kept: EarlierFile[]
  /** bytes of new files */
  added: Uint8Array[]
  /** by `vectorKey`: the vector of each text of the release */
  byKey: ReadonlyMap<string, Int8Array>
}

export type Progress = (done: number, of: number) => void

/**
 * Largest new file, bytes: 10,000 passages. Devices take four times that; smaller ones lose less when a download breaks off, and
 * neither writing nor hashing one holds up a request.
 */
const FILE_BYTES = MAX_DERIVED_BYTES / 4
/** More files than this, where they are not simply full, are merged: a device reads each of them when it opens. */
const MAX_FILES = 16
/** Merged when more than this share of all rows belongs to no text of the release any more. */
const MAX_DEAD_SHARE = 0.5
/** Texts embedded at once: between two of these, others get their turn, and what is made is kept. */
const BATCH = 16
/** Texts hashed at once: a few ms. */
const HASHED = 64

/**
 * The vectors of a release's texts: what the last release's files hold stays in them, so that a device downloads only what
 * is new; the rest is embedded. Files with more dead than living rows, or too many of them, are merged into new ones.
 *
 * @param earlier files of any model; those of another are dropped
 * @throws {AppError} `embedder-unavailable`; what was embedded until then is kept by the embedder's cache
 */
export async function releaseVectors(
  texts: Iterable<string>,
  earlier: readonly EarlierFile[],
  embedder: Embedder,
  onProgress: Progress = () => {},
): Promise<ReleaseVectors> {
  const { model, dimensions } = embedder
  const wanted = new Map<string, string>()
  for (const text of new Set(texts)) {
    if (wanted.size % HASHED === 0) await nextTask()
    wanted.set(vectorKey(model, text), text)
  }
  const usable = earlier.filter(({ file }) => file.model === model && file.dimensions === dimensions)
  const byKey = new Map<string, Int8Array>()
  const living: EarlierFile[] = []
  for (const one of usable) {
    const before = byKey.size
    for (let i = 0; i < one.file.size; i++) {
      const key = one.file.keyAt(i)
      if (wanted.has(key) && !byKey.has(key)) byKey.set(key, one.file.vectorAt(i))
    }
    if (byKey.size > before) living.push(one)
    await nextTask()
  }
  const missing = [...wanted].filter(([key]) => !byKey.has(key))
  const made = await embedMissing(missing, embedder, onProgress)
  for (const [key, vector] of made) byKey.set(key, vector)

  const rows = living.reduce((sum, { file }) => sum + file.size, 0)
  const dead = rows - (byKey.size - made.length)
  const added = await filesOf(made, embedder)
  const most = Math.max(MAX_FILES, 2 * Math.ceil(byKey.size / rowsOfFile(dimensions)))
  if (living.length + added.length <= most && dead <= MAX_DEAD_SHARE * rows) return { kept: living, added, byKey }
  return { kept: [], added: await filesOf([...byKey], embedder), byKey }
}

type Entry = [key: string, vector: Int8Array]
type Missing = [key: string, text: string]

async function embedMissing(missing: readonly Missing[], embedder: Embedder, onProgress: Progress): Promise<Entry[]> {
  const made: Entry[] = []
  for (let from = 0; from < missing.length; from += BATCH) {
    const batch = missing.slice(from, from + BATCH)
    const vectors = await embedder.embed(batch.map(([, text]) => text))
    for (const [i, [key]] of batch.entries()) made.push([key, quantise(vectors[i] ?? new Float32Array())])
    onProgress(made.length, missing.length)
    await nextTask()
  }
  return made
}
async function filesOf(entries: readonly Entry[], { model, dimensions }: Embedder): Promise<Uint8Array[]> {
  const files: Uint8Array[] = []
  const most = rowsOfFile(dimensions)
  for (let from = 0; from < entries.length; from += most) {
    files.push(writeVectorFile({ model, dimensions }, entries.slice(from, from + most)))
    await nextTask()
  }
  return files
}

const rowsOfFile = (dimensions: number): number => {
  const empty = vectorFileBytes(0, dimensions)
  return Math.floor((FILE_BYTES - empty) / (vectorFileBytes(1, dimensions) - empty))
}
