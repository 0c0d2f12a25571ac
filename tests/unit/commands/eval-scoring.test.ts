import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { csvText } from '#core/base'
import { dataSet } from '../../support/data-sets.ts'
import { readSemeval } from '../../support/scoring/semeval.ts'

const root = mkdtempSync(join(tmpdir(), 'handrail-eval-'))
process.env.HANDRAIL_DATA = root
afterAll(() => rmSync(root, { recursive: true }))
const { evalScoring } = await import('../../../sync/commands/eval-scoring.ts')

const FIGURES = ['pearson', 'rmse', 'qwk', 'exact', 'auc', 'macroF1', 'abstained']

/** Answers to six questions, as the set has them or with points from two people. */
function fileOf(name: string, points: (score: number, i: number) => readonly string[]): string | null {
  const path = dataSet('semeval2013-task7/training/2way/beetle')
  if (!path) return null
  const rows = readSemeval(path)
  const questions = [...new Set(rows.map(({ question }) => question))].slice(4, 10)
  const few = questions.flatMap((question) => rows.filter((row) => row.question === question).slice(0, 12))
  const file = join(root, name)
  const cells = few.map((row, i) => [row.question, row.references.join('||'), row.answer, ...points(row.score, i)])
  writeFileSync(file, csvText([['question', 'references', 'answer', 'score', 'score2'], ...cells]))
  return file
}

test('answers the weights were learnt from are not called untrained, and every figure is there', async () => {
  const file = fileOf('binary.csv', (score) => [String(score), ''])
  if (!file) return
  const { untrained, calibrated, note, seed, learningCurve } = await evalScoring(file, {
    split: 'question',
    attacks: false,
  })
  expect(Object.keys(untrained)).toEqual(FIGURES)
  expect(Object.keys(calibrated)).toEqual(expect.arrayContaining(FIGURES))
  expect(note).toContain('learnt from these answers')
  expect(seed).toBe(1)
  expect(calibrated.auc).toBeGreaterThan(0.6)
  expect(learningCurve.map(({ answers }) => answers)).toEqual([0, 5, 10, 25, 50])
}, 60_000)

test('points that two people gave are measured on their scale, beside how far the two agree', async () => {
  const file = fileOf('points.csv', (score, i) => [String(score * 4), String(Math.min(5, score * 4 + (i % 2)))])
  if (!file) return
  const { calibrated, humans } = await evalScoring(file, { split: 'answer', attacks: false })
  expect(calibrated.auc).toBeNull()
  expect(calibrated.pearson).toBeGreaterThan(0.3)
  expect(calibrated.rmse).toBeLessThan(2.5)
  expect(humans?.pearson).toBeGreaterThan(0.9)
}, 60_000)

test('a file without the columns or with one score only is refused in words', async () => {
  const file = join(root, 'bad.csv')
  writeFileSync(file, 'question,answer\na,b\n')
  await expect(evalScoring(file, { split: 'answer', attacks: false })).rejects.toThrow('lacks references, score')
  writeFileSync(file, 'question,references,answer,score\na,b,c,1\na,b,d,1\n')
  await expect(evalScoring(file, { split: 'answer', attacks: false })).rejects.toThrow('all scores are equal')
})
