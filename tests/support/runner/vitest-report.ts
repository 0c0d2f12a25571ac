import { readFileSync, rmSync } from 'node:fs'
import * as v from 'valibot'
import { parseJson } from '#core/base'

export interface Counts {
  passed: number
  failed: number
  skipped: number
}

const Report = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  numPendingTests: v.number(),
  numTodoTests: v.number(),
  testResults: v.array(v.object({ status: v.string(), assertionResults: v.array(v.unknown()) })),
})

/**
 * Counts of a vitest JSON report. A file that could not be loaded holds no test and counts as one failure, as does a run that
 * ended badly though no test failed (an unhandled error), and one that wrote no report.
 */
export function readReport(path: string, ok: boolean): Counts {
  let report: v.InferOutput<typeof Report>
  try {
    report = parseJson(Report, readFileSync(path, 'utf8'), 'vitest report')
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  const failed = report.numFailedTests + unloaded.length
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** An old report must not stand in for a run that wrote none. */
export const clearReport = (path: string): void => rmSync(path, { force: true })
