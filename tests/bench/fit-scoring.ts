import { writeFileSync } from 'node:fs'
import { fitScoringModel, writeScoringModel } from '#core/assessment'
import { createProgress } from '../../sync/commands/eval-output.ts'
import { openTokens } from '../../sync/commands/eval-scoring.ts'
import { knownOf, madeUpRows, readRows, textsOf } from '../../sync/commands/eval-scoring-model.ts'
import { dataSet } from '../support/data-sets.ts'
import { readSemeval } from '../support/scoring/semeval.ts'
import type { Row } from './row.ts'

const SEED = 1
const WEIGHTS = 'core/assessment/scoring/weights.json'

/**
 * The scorer's weights, made again from the training halves of SemEval-2013 task 7 and written where they are shipped. About a
 * minute; the vectors are kept in the data folder.
 */
export async function bench(): Promise<Row[]> {
  const path = dataSet('semeval2013-task7/training/2way')
  if (!path) return []
  const tokens = openTokens()
  try {
    const answers = ['beetle', 'sciEntsBank'].flatMap((name) => readSemeval(`${path}/${name}`))
    const rows = answers.map((row) => ({ ...row, given: [row.score] }))
    const read = async (list: typeof rows) => {
      const embedded = await tokens.embed(textsOf(list), createProgress('embedding'))
      return readRows({ rows: list, low: 0, high: 1, levels: [0, 1] }, embedded)
    }
    const known = [
      ...(await read(rows)).map((row) => knownOf(row, false, null)),
      ...(await read(madeUpRows(rows, SEED))).map((row) => knownOf(row, true, null)),
    ]
    const file = `${JSON.stringify(writeScoringModel(fitScoringModel(known, SEED)))}\n`
    writeFileSync(WEIGHTS, file)
    return [
      { name: 'answers the scorer was fitted on', value: rows.length, unit: '' },
      { name: 'weights of the scorer', value: Math.round(file.length / 102.4) / 10, unit: 'KB', budget: '<= 40 KB' },
    ]
  } finally {
    tokens.close()
  }
}
