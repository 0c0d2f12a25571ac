import * as v from 'valibot'
import { createTransformersEmbedder } from '#core/adapters/transformers'
import { parse } from '#core/base'
import { buildModel } from '../model/index.ts'

/** The other end of `createProcessEmbedder`: builds the model where it is missing, then embeds text after text. */
const modelRoot = parse(v.string(), process.argv[2], 'model folder')
const Request = v.object({ n: v.number(), texts: v.array(v.string()), tokens: v.boolean() })
const embedder = createTransformersEmbedder({ modelRoot: `${modelRoot}/` })

process.on('message', async (message: unknown) => {
  const { n, texts, tokens } = parse(Request, message, 'embedding request')
  try {
    buildOnce()
    process.send?.(
      tokens ? { n, embedded: await embedder.embedTokens?.(texts) } : { n, vectors: await embedder.embed(texts) },
    )
  } catch (error) {
    process.send?.({ n, fault: error instanceof Error ? error.message : String(error) })
  }
})
process.on('disconnect', () => process.exit(0))

let built = false
function buildOnce(): void {
  if (!built) buildModel({ out: modelRoot, log: (line) => console.error(line) })
  built = true
}
