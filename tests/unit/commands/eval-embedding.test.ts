import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { dataSet } from '../../support/data-sets.ts'

const root = mkdtempSync(join(tmpdir(), 'handrail-eval-'))
process.env.HANDRAIL_DATA = root
afterAll(() => rmSync(root, { recursive: true }))
const { evalEmbedding } = await import('../../../sync/commands/eval-embedding.ts')

test('on STSb the exact model has the published correlation, and the int8 model loses less than .003', async () => {
  const csv = dataSet('stsb/stsb-en-test.csv')
  if (!csv) return
  const int8 = await evalEmbedding(csv, 'int8')
  const exact = await evalEmbedding(csv, 'exact')
  console.log(`STSb: exact ${exact.spearman.toFixed(4)}, int8 ${int8.spearman.toFixed(4)}, agreement ${int8.agreement}`)
  expect(exact.n).toBe(1379)
  expect(Math.abs(exact.spearman - 0.82)).toBeLessThan(0.001)
  expect(Math.abs(int8.spearman - exact.spearman)).toBeLessThan(0.003)
  expect(int8.agreement).toBeGreaterThan(0.998)
}, 240_000)
