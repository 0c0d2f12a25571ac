import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** SHA-256 over the paths and contents of all files below `inputs` (files or folders, relative to `root`). */
export function hashInputs(root: string, inputs: readonly string[]): string {
  const hash = createHash('sha256')
  for (const input of inputs)
    for (const file of filesBelow(join(root, input)))
      hash
        .update(`${file.slice(root.length)}\0`)
        .update(readFileSync(file))
        .update('\0')
  return hash.digest('hex')
}

/** Remembers what a step was last built from, so that the next build does only what changed. */
export function createStamps(folder: string) {
  const path = (step: string) => join(folder, step)
  return {
    holds: (step: string, hash: string) => existsSync(path(step)) && readFileSync(path(step), 'utf8') === hash,
    /** before a step begins: one that is interrupted is done again */
    forget: (step: string) => rmSync(path(step), { force: true }),
    keep(step: string, hash: string) {
      mkdirSync(dirname(path(step)), { recursive: true })
      writeFileSync(path(step), hash)
    },
  }
}

function* filesBelow(path: string): Generator<string> {
  if (!existsSync(path)) return
  if (statSync(path).isFile()) yield path
  else for (const name of readdirSync(path).sort()) yield* filesBelow(join(path, name))
}
