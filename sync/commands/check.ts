import { defineCommand } from 'citty'
import * as v from 'valibot'
import { checkStatement } from '#core/competencies'
import { readJsonLines } from './input-file.ts'

const Row = v.object({ text: v.string(), specific: v.optional(v.boolean()) })

const statements = defineCommand({
  meta: { name: 'statements', description: 'Say which statements can be observed, and what the others lack' },
  args: {
    jsonl: { type: 'positional', description: 'a line each: {text, specific?}', required: true },
    json: { type: 'boolean', description: 'one JSON object on stdout' },
  },
  run: ({ args }) => {
    const results = readJsonLines(args.jsonl, Row).map((row) => ({ ...row, found: checkStatement(row.text) }))
    const share = (specific: boolean) => {
      const told = results.filter((row) => row.specific === specific)
      if (told.length === 0) return null
      return told.filter(({ found }) => found.specific === specific).length / told.length
    }
    const report = {
      vagueRejected: share(false),
      specificPassed: share(true),
      results: results.map(({ text, found }) => ({ text, ...found })),
    }
    if (args.json) return console.log(JSON.stringify(report))
    for (const { text, specific, missing, vague } of report.results)
      console.log(
        `${specific ? 'specific' : 'vague   '}  ${text}${missing.length > 0 ? `\n          not said: ${missing.join(', ')}` : ''}${vague.length > 0 ? `\n          read differently by two people: ${vague.join(', ')}` : ''}`,
      )
    const percent = (of: number | null) => (of === null ? 'none labelled' : `${(100 * of).toFixed(1)} %`)
    console.log(`Vague rejected: ${percent(report.vagueRejected)}. Specific passed: ${percent(report.specificPassed)}.`)
  },
})

export const check = defineCommand({
  meta: { name: 'check', description: 'Check texts by rules, without a server' },
  subCommands: { statements },
})
