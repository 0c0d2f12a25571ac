import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createStamps, hashInputs } from './stamp.ts'
import type { BuildStep } from './steps.ts'

export interface BuildOptions {
  root: string
  steps: readonly BuildStep[]
  /** milliseconds, for the times shown */
  nowMs(): number
  log(line: string): void
}

/** Runs the steps whose inputs changed since they last succeeded, one after another; says what it did and how long it took. */
export async function build({ root, steps, nowMs, log }: BuildOptions): Promise<{ built: string[] }> {
  const stamps = createStamps(join(root, 'dist/.stamps'))
  const built: string[] = []
  for (const step of steps) {
    const hash = hashInputs(root, step.inputs)
    if (stamps.holds(step.name, hash) && existsSync(join(root, step.output))) {
      log(`  ${step.name.padEnd(18)} unchanged`)
      continue
    }
    const startMs = nowMs()
    log(`  ${step.name.padEnd(18)} building ...`)
    stamps.forget(step.name)
    await step.run(root, (line) => log(`  ${''.padEnd(18)} ${line}`))
    stamps.keep(step.name, hash)
    built.push(step.name)
    log(`  ${step.name.padEnd(18)} built in ${((nowMs() - startMs) / 1000).toFixed(1)} s`)
  }
  return { built }
}
