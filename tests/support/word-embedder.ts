import { sha256Hex } from '#core/base'
import type { Embedder } from '#core/embedding'

/** An embedder without a model: texts lie close together where they share words. Remembers what it was asked. */
export function wordEmbedder({
  model = sha256Hex('words'),
  dimensions = 64,
} = {}): Embedder & { asked: string[]; close(): void } {
  const asked: string[] = []
  const embedOne = (text: string): Float32Array => {
    const vector = new Float32Array(dimensions)
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
      const at = Number.parseInt(sha256Hex(word).slice(0, 8), 16)
      const sign = at & 1 ? 1 : -1
      vector[(at >>> 1) % dimensions] = (vector[(at >>> 1) % dimensions] ?? 0) + sign
    }
    const length = Math.hypot(...vector) || 1
    return vector.map((value) => value / length)
  }
  return {
    model,
    dimensions,
    asked,
    embed: async (texts) => {
      asked.push(...texts)
      return texts.map(embedOne)
    },
    close: () => {},
  }
}
