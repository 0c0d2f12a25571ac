import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { dataSet } from '../../support/data-sets.ts'

const root = mkdtempSync(join(tmpdir(), 'handrail-eval-'))
process.env.HANDRAIL_DATA = root
afterAll(() => rmSync(root, { recursive: true }))
const { evalEmbedding } = await import('../../../sync/commands/eval-embedding.ts')

/** Of the published set every seventh pair; all of it under torture, where its published figure must come out. */
const WHOLE = process.env.HANDRAIL_TORTURE === 'true'

test('on STSb the int8 model loses less than .003, and on all of it the exact one has the published correlation', async () => {
  const csv = dataSet('stsb/stsb-en-test.csv')
  if (!csv) return
  const sample = join(root, 'sample.csv')
  const lines = readFileSync(csv, 'utf8').trimEnd().split('\n')
  writeFileSync(sample, lines.filter((_, n) => WHOLE || n % 7 === 0).join('\n'))
  const int8 = await evalEmbedding(sample, 'int8')
  const exact = await evalEmbedding(sample, 'exact')
  console.log(
    `STSb, ${exact.n} pairs: exact ${exact.spearman.toFixed(4)}, int8 ${int8.spearman.toFixed(4)}, agreement ${int8.agreement}`,
  )
  expect(exact.n).toBe(WHOLE ? 1379 : 197)
  if (WHOLE) expect(Math.abs(exact.spearman - 0.82)).toBeLessThan(0.001)
  else expect(exact.spearman).toBeGreaterThan(0.78)
  expect(Math.abs(int8.spearman - exact.spearman)).toBeLessThan(0.003)
  expect(int8.agreement).toBeGreaterThan(0.998)
}, 240_000)
