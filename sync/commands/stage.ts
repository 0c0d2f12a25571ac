import { defineCommand } from 'citty'
import * as v from 'valibot'
import { ReleaseStage, saidStage } from '#core/authoring'
import { AppError, parse } from '#core/base'
import { withOperator } from '../client.ts'

const Widened = v.object({ version: v.number(), stage: ReleaseStage })

export const stage = defineCommand({
  meta: { name: 'stage', description: 'Send a published release to more departments, or to everybody' },
  args: {
    release: { type: 'positional', description: 'number of the release', required: true },
    department: { type: 'positional', description: 'all departments it is for from now on', required: false },
    all: { type: 'boolean', description: 'everybody' },
    as: { type: 'string', description: 'the L&D lead it is done for', required: true },
    json: { type: 'boolean', description: 'one JSON object on stdout' },
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const named = args._.slice(1)
      if (named.length > 0 === (args.all === true))
        throw new AppError('bad-input', 'Name departments, or say --all for everybody.')
      const body = { as: args.as, departments: args.all ? 'all' : named }
      const path = `/v1/studio/releases/${encodeURIComponent(args.release)}/stage`
      const widened = parse(Widened, await operator.post(path, body), 'reply')
      console.log(
        args.json ? JSON.stringify(widened) : `Release ${widened.version} is for ${saidStage(widened.stage)} now.`,
      )
    }),
})
