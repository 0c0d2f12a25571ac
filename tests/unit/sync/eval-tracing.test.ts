import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { evalRecall } from '../../../sync/commands/eval-recall.ts'
import { evalTracing } from '../../../sync/commands/eval-tracing.ts'
import { figuresOf } from '../../../sync/tracing/figures.ts'
import { fitTracing } from '../../../sync/tracing/fit.ts'
import { readTracingRows } from '../../../sync/tracing/rows.ts'
import { gentleWorld, simulateLearners, tracingCsv } from '../../support/simulated-learners.ts'
import { reviewsCsv } from '../../support/simulated-memory.ts'

const folder = mkdtempSync(join(tmpdir(), 'handrail-tracing-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (text: string) => {
  const path = join(folder, 'rows.csv')
  writeFileSync(path, text)
  return path
}
const small = { ...gentleWorld, learners: 80, answersEach: 40, skills: 8 }

describe('predicting the next answer', () => {
  const answers = simulateLearners(small, 5)
  const lines = tracingCsv(answers).trimEnd().split('\r\n')

  it('comes near what the planted chances themselves allow, and says how well it is calibrated', () => {
    const kept = answers.filter(({ learner }) => Number(learner.slice(1)) % 5 === 0)
    const truth = Uint8Array.from(kept, ({ correct }) => correct)
    const ceiling = figuresOf(
      Float64Array.from(kept, ({ p }) => p),
      truth,
    )
    const { auc, logLoss, ece, test, learners, shared } = evalTracing(file(lines.join('\n')))
    expect({ test, learners }).toEqual({ test: 16 * 40, learners: 80 })
    expect(auc).toBeGreaterThan(ceiling.auc - 0.11)
    expect(auc).toBeLessThan(ceiling.auc)
    expect(logLoss).toBeLessThan(0.54)
    expect(ece).toBeLessThan(0.06)
    expect(shared.auc).toBeGreaterThan(0.7)
  })

  it('sees nothing of an answer before it predicts it, nor of those after it', () => {
    const rows = lines.slice(1).map((line) => line.split(','))
    const lastOf = new Map(rows.map(([learner, , , , , split], i) => [`${learner} ${split}`, i]))
    const turned = rows.map((row, i) =>
      row[5] === 'test' && lastOf.get(`${row[0]} test`) === i ? row.with(3, row[3] === '1' ? '0' : '1') : row,
    )
    const chances = (text: string) => fitTracing(readTracingRows(file(text)), () => {}).p
    expect(chances([lines[0], ...turned].join('\n'))).toEqual(chances([lines[0], ...rows].join('\n')))
  })

  it('carries what is known of a learner from the train rows to the test rows', () => {
    const rows = lines.slice(1).map((line) => line.split(','))
    const late = rows.map((row, i) => row.with(5, i % small.answersEach >= 30 ? 'test' : 'train'))
    expect(evalTracing(file([lines[0], ...late].join('\n'))).auc).toBeGreaterThan(0.7)
  })

  it('names the row that cannot be read', () => {
    expect(() => evalTracing(file(`${lines[0]}\nl1,i1,s1,2,1,train`))).toThrow(/line 2: .*correct 0 or 1/)
    expect(() => evalTracing(file(`${lines[0]}\nl1,i1,s1,1,1,train`))).toThrow(/no row has split = test/)
  })
})

describe('predicting recall', () => {
  it('gives the default weights of FSRS and, beside them, weights fitted on other learners', () => {
    const { logLoss, rmseBins, auc, fitted, calibration } = evalRecall(file(reviewsCsv(6, 10, 6, 3)))
    expect(auc).toBeGreaterThan(0.5)
    expect(rmseBins).toBeGreaterThan(0)
    expect(fitted?.logLoss ?? 9).toBeLessThan(logLoss)
    expect(calibration).toHaveLength(10)
    expect(calibration.map(({ predicted }) => predicted)).toEqual(
      calibration.map(({ predicted }) => predicted).sort((a, b) => a - b),
    )
  })

  it('reads 0 and 1 as forgotten and good, and times as ISO text, seconds or milliseconds', () => {
    const days = [0, 3, 10]
    const rows = (at: (ms: number) => string | number, grade: (right: boolean) => number) =>
      ['learner,item,at,grade', ...days.map((day, i) => `a,b,${at(Date.UTC(2026, 0, 1 + day))},${grade(i < 2)}`)].join(
        '\n',
      )
    const four = (right: boolean) => (right ? 3 : 1)
    const iso = evalRecall(file(rows((ms) => new Date(ms).toISOString(), four)))
    expect(evalRecall(file(rows((ms) => ms / 1000, four)))).toEqual(iso)
    expect(
      evalRecall(
        file(
          rows(
            (ms) => ms,
            (right) => (right ? 1 : 0),
          ),
        ),
      ),
    ).toEqual(iso)
    expect(iso).toMatchObject({ reviews: 2, recalled: 0.5, fitted: null })
    expect(() => evalRecall(file('learner,item,at,grade\na,b,2026-01-01,5'))).toThrow(/line 2/)
    expect(() => evalRecall(file('learner,item,at,grade\na,b,2026-01-01,3'))).toThrow(/nothing to predict/)
  })
})
