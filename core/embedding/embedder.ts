/** Turns texts into vectors that lie close together where the texts mean the same. Never leaves the device. */
export interface Embedder {
  /** names the exact model (SHA-256 of its bytes): vectors of different models are never compared */
  readonly model: string
  /** length of a vector */
  readonly dimensions: number
  /**
   * @param texts any length; a text is read up to its 256th token
   * @returns vectors of unit length, one a text, in order
   * @throws {AppError} `embedder-unavailable` when the model cannot be loaded or run; the caller goes on without meaning
   */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>
}
