import { readVectorFile, type VectorCache, type VectorFile } from '#core/embedding'
import type { InstalledLibrary } from './installed.ts'

/**
 * Vectors that came with the release, in front of those this device made. Files of another model, and broken ones, are passed
 * over: what is missing is made here.
 */
export function createReleaseVectors(deps: {
  installed: InstalledLibrary
  own: VectorCache
  model: string
  dimensions: number
}) {
  const { installed, own, model, dimensions } = deps
  let held: { of: unknown; files: VectorFile[] } | null = null

  /** read once per release, and dropped when nobody needs them for now: they are as large as the index */
  async function files(): Promise<VectorFile[]> {
    const of = (await installed.current())?.state.releaseSha256 ?? null
    if (held?.of !== of) {
      const bytes = await installed.derivedAll((name) => name.startsWith('vectors-'))
      const readable = bytes.map(readVectorFile).filter((file) => file !== null)
      held = { of, files: readable.filter((file) => file.model === model && file.dimensions === dimensions) }
    }
    return held.files
  }

  async function fromRelease(keys: readonly string[]): Promise<(Int8Array | undefined)[]> {
    const there = await files()
    return keys.map((key) => {
      for (const file of there) {
        const vector = file.find(key)
        if (vector) return vector.slice()
      }
      return undefined
    })
  }

  /** For texts that are looked up now and then. */
  const cache: VectorCache = {
    async get(keys) {
      const found = await fromRelease(keys)
      const missing = keys.filter((_, i) => !found[i])
      const made = missing.length > 0 ? await own.get(missing) : []
      const byKey = new Map(missing.map((key, i) => [key, made[i]]))
      return keys.map((key, i) => found[i] ?? byKey.get(key))
    },
    put: own.put,
  }
  return {
    cache,
    fromRelease,
    drop() {
      held = null
    },
  }
}
export type ReleaseVectors = ReturnType<typeof createReleaseVectors>
