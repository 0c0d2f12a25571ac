import { defineCommand } from 'citty'
import * as v from 'valibot'
import { ReportAnswer, ReportBoard, type ReportRow, reportOutcomes } from '#core/authoring'
import { parse } from '#core/base'
import { withOperator } from '../client.ts'

const json = { type: 'boolean', description: 'one JSON object on stdout' } as const

function said({ id, title, said: words, times, owner, dueOn, overdue, may }: ReportRow): string {
  const [first] = words
  const what = first ? `${first.problem}${first.note ? `: ${first.note}` : ''}` : ''
  const more = times > 1 ? ` (${times} times)` : ''
  return `${id}  ${title}  ${what}${more}\n  ${owner.name}, by ${dueOn}${overdue ? ', overdue' : ''}; may be: ${may.join(', ')}`
}

const list = defineCommand({
  meta: { name: 'list', description: 'Say what people reported of aids and nobody has answered' },
  args: { json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const board = parse(ReportBoard, await operator.get('/v1/studio/reports'), 'reports')
      if (args.json) return console.log(JSON.stringify(board))
      for (const row of board.open) console.log(said(row))
      if (board.held > 0) console.log(`${board.held} more wait behind others of the same people`)
      if (board.open.length === 0) console.log('Nothing waits for an answer.')
    }),
})

const answer = defineCommand({
  meta: { name: 'answer', description: 'Answer a report; its reporter learns it on each of their devices' },
  args: {
    id: { type: 'positional', description: 'of the report, as the list says it', required: true },
    outcome: { type: 'positional', description: reportOutcomes.join(', '), required: true },
    note: { type: 'string', description: 'why, in a sentence or two; needed with right' },
    as: { type: 'string', description: 'who answers', required: true },
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const given = parse(ReportAnswer, { outcome: args.outcome, note: args.note ?? null }, 'answer')
      const path = `/v1/studio/reports/${encodeURIComponent(args.id)}`
      const body = { as: args.as, answer: given }
      const reply = parse(v.object({ state: v.string() }), await operator.post(path, body), 'reply')
      console.log(args.json ? JSON.stringify(reply) : reply.state)
    }),
})

export const reports = defineCommand({
  meta: { name: 'reports', description: 'What people say is wrong or out of date, and the answers to it' },
  subCommands: { list, answer },
})
