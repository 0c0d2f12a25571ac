import { defineCommand } from 'citty'
import { RollbackList, rollbackStandings } from '#core/authoring'
import { AppError, parse } from '#core/base'
import { withOperator } from '../client.ts'

type Rollback = RollbackList[number]

const said = ({ id, to, rollbackIn, standing, objects }: Rollback): string[] => [
  `${id}  back to release ${to}, with release ${rollbackIn}: ${rollbackStandings[standing]}`,
  ...objects.map(
    (one) => `  ${one.kind} ${one.id}: ${one.target ? `version ${one.target.version}` : 'taken out'} (${one.title})`,
  ),
]

export const rollback = defineCommand({
  meta: {
    name: 'rollback',
    description:
      'Propose to go back to what an earlier release had; an SME and an L&D reviewer sign it. Without one, list them',
  },
  args: {
    release: { type: 'positional', description: 'number of the release to go back to', required: false },
    kind: { type: 'positional', description: 'of one object, e.g. job-aid; all without', required: false },
    id: { type: 'positional', description: 'of the object', required: false },
    cancel: { type: 'string', description: 'id of a proposal that is not to be' },
    as: { type: 'string', description: 'the L&D lead it is done for' },
    json: { type: 'boolean', description: 'one JSON object on stdout' },
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const tell = (rollbacks: RollbackList) => {
        if (args.json) console.log(JSON.stringify({ rollbacks }))
        else for (const line of rollbacks.flatMap(said)) console.log(line)
      }
      const read = (reply: unknown) => parse(RollbackList, [reply], 'reply')
      if (!args.release && !args.cancel)
        return tell(parse(RollbackList, await operator.get('/v1/studio/rollbacks'), 'rollbacks'))
      const { as } = args
      if (!as) throw new AppError('bad-input', 'Say who proposes it: --as <person>.')
      if (args.cancel) {
        const path = `/v1/studio/rollbacks/${encodeURIComponent(args.cancel)}?as=${encodeURIComponent(as)}`
        return tell(read(await operator.delete(path)))
      }
      if (args.kind && !args.id) throw new AppError('bad-input', 'Name the object by its kind and its id.')
      const object = args.kind ? { object: { kind: args.kind, id: args.id } } : {}
      tell(read(await operator.post('/v1/studio/rollbacks', { as, to: Number(args.release), ...object })))
    }),
})
