import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readReport } from '../../support/runner/vitest-report.ts'

const folder = mkdtempSync(join(tmpdir(), 'handrail-report-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (status: string, tests: number) => ({
  status,
  assertionResults: Array.from({ length: tests }, () => ({})),
})
function report(counts: { passed: number; failed?: number; pending?: number }, files = [file('passed', 1)]): string {
  const path = join(folder, `${Math.abs(JSON.stringify([counts, files]).length)}-${files.length}.json`)
  const { passed, failed = 0, pending = 0 } = counts
  const numbers = { numPassedTests: passed, numFailedTests: failed, numPendingTests: pending, numTodoTests: 0 }
  writeFileSync(path, JSON.stringify({ ...numbers, testResults: files }))
  return path
}

it('counts what passed, failed and was skipped', () => {
  expect(readReport(report({ passed: 3, failed: 2, pending: 1 }), false)).toEqual({ passed: 3, failed: 2, skipped: 1 })
})

it('counts a file that could not be loaded as one failure', () => {
  const path = report({ passed: 3 }, [file('passed', 3), file('failed', 0)])
  expect(readReport(path, false)).toEqual({ passed: 3, failed: 1, skipped: 0 })
})

it('never calls a run good that ended badly', () => {
  expect(readReport(report({ passed: 3 }), false).failed).toBe(1)
  expect(readReport(join(folder, 'missing.json'), true).failed).toBe(1)
})
