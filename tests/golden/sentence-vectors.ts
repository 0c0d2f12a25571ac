import * as v from 'valibot'
import { parse } from '#core/base'
import file from './sentence-vectors.json' with { type: 'json' }

const Golden = v.object({
  model: v.string(),
  sentences: v.array(v.object({ text: v.string(), vector: v.pipe(v.string(), v.transform(bytesOf)) })),
})

/** Sentences with the quantised vectors the int8 model gave in Node when its bytes were pinned. */
export const sentenceVectors = parse(Golden, file, 'sentence-vectors.json')

function bytesOf(base64: string): Int8Array {
  return Int8Array.from(atob(base64), (char) => (char.charCodeAt(0) << 24) >> 24)
}
