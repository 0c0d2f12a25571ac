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
  /**
   * The same pass, with what the model made of each token kept: for comparing texts word by word. Absent where only whole
   * texts can be embedded.
   *
   * @returns one entry a text, in order
   * @throws {AppError} `embedder-unavailable`
   */
  embedTokens?(texts: readonly string[], signal?: AbortSignal): Promise<EmbeddedText[]>
}

export interface EmbeddedText {
  /** what `embed` gives, within rounding */
  pooled: Float32Array
  /** without the model's own marks of beginning and end; up to 254 */
  tokens: readonly EmbeddedToken[]
}

/** A word or a part of one, as the model read it in this text. */
export interface EmbeddedToken {
  /** where it stands in the text, in UTF-16 code units; both are equal where it could not be found */
  from: number
  to: number
  /** number in the model's vocabulary, [0, 30521]; from 1,996 on the vocabulary is ordered by how common a token is */
  id: number
  /** unit length */
  vector: Float32Array
}
