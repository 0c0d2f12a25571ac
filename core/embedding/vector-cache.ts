/** Keeps quantised vectors by key. Losing it costs time, never anything else. */
export interface VectorCache {
  /** @returns one entry a key, in order; undefined where there is none */
  get(keys: readonly string[]): Promise<(Int8Array | undefined)[]>
  /** a key that is there already keeps either value: equal keys mean equal vectors */
  put(entries: readonly (readonly [key: string, vector: Int8Array])[]): Promise<void>
}

/** A device's cache, which must not grow with every release. */
export interface VectorStore extends VectorCache {
  /** a key that is not there is left alone */
  delete(keys: readonly string[]): Promise<void>
  clear(): Promise<void>
}
