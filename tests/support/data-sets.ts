import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Where the shared real inputs lie; none of them is part of the project. */
export const dataSetsRoot = resolve(process.env.HANDRAIL_DATA_SETS ?? '../shared/data')

/**
 * The path of a shared data set, or null with a NOT RUN line. With `CI=true` a missing set is a failure: a check that is
 * skipped hides what it should have shown.
 */
export function dataSet(name: string): string | null {
  const path = join(dataSetsRoot, name)
  if (existsSync(path)) return path
  if (process.env.CI === 'true') throw new Error(`data set ${name} is missing: set HANDRAIL_DATA_SETS to its folder`)
  console.log(`NOT RUN: data set ${name} is missing (HANDRAIL_DATA_SETS)`)
  return null
}
