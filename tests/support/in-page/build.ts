import { resolve } from 'node:path'
import { build, type Rollup } from 'vite'

/** A script of this folder with all it imports, to be evaluated in a page of a tool. */
export async function buildInPage(name: 'signals' | 'anchors'): Promise<string> {
  const entry = resolve(import.meta.dirname, `${name}.ts`)
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'handrailInPage' } },
  })
  const [output] = [built].flat() as Rollup.RollupOutput[]
  const script = output?.output[0].code
  if (!script) throw new Error(`nothing was built of ${entry}`)
  return script
}
