import { defineCommand } from 'citty'
import { figuresOf } from '../tracing/figures.ts'
import { fitTracing } from '../tracing/fit.ts'
import { readTracingRows } from '../tracing/rows.ts'
import { printResult } from './eval-output.ts'

/** Figures of predicting the next answer on the test split, after fitting on the train split. */
export function evalTracing(path: string, say: (line: string) => void = () => {}) {
  const rows = readTracingRows(path)
  const { rows: measured, p, parts, sharedParameters } = fitTracing(rows, say)
  const truth = Uint8Array.from(measured, (r) => rows.correct[r] ?? 0)
  return {
    ...figuresOf(p, truth),
    shared: { ...figuresOf(parts.shared, truth), parameters: sharedParameters },
    ownWeights: figuresOf(parts.ownWeights, truth),
    state: figuresOf(parts.state, truth),
    trees: figuresOf(parts.trees, truth),
    train: rows.use.filter((use) => use === 1).length,
    test: measured.length,
    learners: rows.starts.length - 1,
    items: rows.items,
    skills: rows.skills,
  }
}

export const evalTracingCommand = defineCommand({
  meta: { name: 'tracing', description: 'Predicting the next answer from those before it' },
  args: {
    rows: { type: 'positional', description: 'CSV: learner,item,skill,correct,order,split', required: true },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  run: ({ args }) =>
    printResult(
      evalTracing(args.rows, (line) => console.error(line)),
      args.json,
    ),
})
