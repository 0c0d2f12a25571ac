import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { withOperator } from '../client.ts'

export const email = defineCommand({
  meta: { name: 'email', description: 'Say where a person is told, once a day at most, that something waits for them' },
  args: {
    person: { type: 'positional', description: 'id of the person, e.g. leo', required: true },
    address: { type: 'positional', description: 'their e-mail address', required: false },
    none: { type: 'boolean', description: 'take the address away' },
    json: { type: 'boolean', description: 'one JSON object on stdout' },
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      if ((args.address === undefined) !== (args.none === true))
        throw new AppError('bad-usage', 'Give an address, or say --none.')
      const path = `/v1/studio/people/${encodeURIComponent(args.person)}/email`
      const reply = parse(
        v.object({ person: v.string(), set: v.boolean() }),
        await operator.post(path, { address: args.address ?? null }),
        'reply',
      )
      console.log(
        args.json ? JSON.stringify(reply) : `${reply.person}: ${reply.set ? 'is told by mail' : 'gets no mail'}`,
      )
    }),
})
