import { defineCommand } from 'citty'
import * as v from 'valibot'
import { parse } from '#core/base'
import { DriftedStep } from '#core/context'
import { withOperator } from '../client.ts'

/** `handrail drift`: steps of guides that were not found on their pages. */
export const drift = defineCommand({
  meta: { name: 'drift', description: 'List steps of guides that were not found on their pages' },
  args: { json: { type: 'boolean', description: 'one JSON object on stdout' } },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const rows = parse(v.array(DriftedStep), await operator.get('/v1/studio/drift'), 'drift report')
      if (args.json) return console.log(JSON.stringify({ rows }))
      if (rows.length === 0) console.log('No step was reported as not found.')
      for (const { placement, anchor, release, guide, step, text, lost, firstDay, lastDay, people, state } of rows) {
        const days = firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`
        const seen = people === null ? 'seen' : `seen by ${people} people`
        const again = state === 'pointed-again' ? ', pointed again since' : ''
        console.log(`${guide ?? placement}: step ${step === null ? anchor : step + 1}${text ? ` "${text}"` : ''}`)
        console.log(`  ${placement}#${anchor}, release ${release}, ${seen} ${days}${again}`)
        console.log(`  lost: ${lost.join(', ') || 'nothing told it from others'}`)
      }
    }),
})
