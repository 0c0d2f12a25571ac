import { defineCommand } from 'citty'
import { StudioSummary, startTitles } from '#core/authoring'
import { parse } from '#core/base'
import { withOperator } from '../client.ts'

export const next = defineCommand({
  meta: { name: 'next', description: 'Say what is left to do until an aid of your own is on a learner’s device' },
  args: { json: { type: 'boolean', description: 'one JSON object on stdout' } },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const { start } = parse(StudioSummary, await operator.get('/v1/studio/summary'), 'summary')
      if (args.json) return console.log(JSON.stringify({ steps: start }))
      if (start.length === 0) return console.log('An aid of your own is on a learner’s device: nothing is left to do.')
      for (const [i, { step, state, missing, who, to, command }] of start.entries()) {
        console.log(`${state === 'done' ? 'done' : 'open'}  ${i + 1}. ${startTitles[step]}`)
        for (const line of missing) console.log(`         ${line}`)
        if (state === 'done') continue
        console.log(`         who: ${who.map(({ name }) => name).join(', ')}${to ? `, in the app under ${to}` : ''}`)
        if (command) console.log(`         npm run -s handrail -- ${command}`)
      }
    }),
})
