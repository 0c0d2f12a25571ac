import { DIMENSIONS, type EmbeddedText, type EmbeddedToken } from '#core/embedding'
import { tokenPlaces } from './token-places.ts'

/**
 * The pooled vector of a text and those of its tokens, from one run of the model.
 *
 * @param ids with those of beginning and end, which count in the mean as in the model's own pooling, and are no tokens
 * @param states the last layer, shape [ids, 384]
 */
export function textOfStates(
  text: string,
  ids: readonly number[],
  pieces: readonly string[],
  states: Float32Array,
): EmbeddedText {
  const pooled = new Float32Array(DIMENSIONS)
  for (let i = 0; i < states.length; i++) pooled[i % DIMENSIONS] = (pooled[i % DIMENSIONS] ?? 0) + (states[i] ?? 0)
  const places = tokenPlaces(text, pieces.slice(1, -1))
  // one buffer of its own: what a worker sends is copied once
  const vectors = states.slice(DIMENSIONS, states.length - DIMENSIONS)
  const tokens = places.map(({ from, to }, i): EmbeddedToken => {
    const vector = vectors.subarray(i * DIMENSIONS, (i + 1) * DIMENSIONS)
    return { from, to, id: ids[i + 1] ?? 0, vector: toUnit(vector) }
  })
  return { pooled: toUnit(pooled), tokens }
}

function toUnit(vector: Float32Array): Float32Array {
  let sum = 0
  for (const value of vector) sum += value * value
  const length = Math.sqrt(sum) || 1
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / length
  return vector
}
