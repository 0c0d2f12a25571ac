import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import createWabt from 'wabt'

export const kernelBytesFile = resolve('core/retrieval/vector-kernel-bytes.ts')

/** The source of `vector-kernel-bytes.ts`: core/retrieval/vector-kernel.wat assembled. */
export async function assembleKernel(): Promise<string> {
  const name = 'core/retrieval/vector-kernel.wat'
  const wabt = await createWabt()
  const module = wabt.parseWat(name, readFileSync(resolve(name), 'utf8'), { simd: true })
  module.validate()
  const { buffer } = module.toBinary({})
  const hex = Buffer.from(buffer).toString('hex')
  const lines = hex.match(/.{1,110}/g) ?? []
  return `/** vector-kernel.wat assembled, in hexadecimal. Made by \`node --import tsx tests/support/write-vector-kernel.ts\`. */
export const vectorKernelHex =
${lines.map((line) => `  '${line}'`).join(' +\n')}
`
}
