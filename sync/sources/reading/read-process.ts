import './no-network.ts'
import * as v from 'valibot'
import { parse } from '#core/base'
import { guardMemory } from './memory-guard.ts'
import { readFile } from './read-file.ts'

/** The other end of `createDocumentReader`: one file after another, each answered; how it ends is the parent's to judge. */
const Request = v.object({
  n: v.number(),
  path: v.string(),
  bytes: v.instance(Uint8Array),
  fields: v.record(v.string(), v.unknown()),
  today: v.string(),
})

guardMemory(Number(process.argv[2]))
process.on('message', async (message: unknown) => {
  const { n, ...file } = parse(Request, message, 'file to read')
  process.send?.({ n, result: await readFile(file) })
})
process.on('disconnect', () => process.exit(0))
