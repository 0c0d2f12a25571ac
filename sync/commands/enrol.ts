import { defineCommand } from 'citty'
import * as v from 'valibot'
import { parse } from '#core/base'
import { createOperator } from '../client.ts'

const Reply = v.object({ path: v.string() })
/** Where `npm start` serves; used when no server runs and `--server` does not say otherwise. */
const USUAL_SERVER = 'http://127.0.0.1:8787'

export const enrol = defineCommand({
  meta: { name: 'enrol', description: "Print a one-time link for a person's next device, good for a day" },
  args: {
    person: { type: 'positional', description: 'id of the person, e.g. leo', required: true },
    server: {
      type: 'string',
      description: `address devices reach the server at (default: HANDRAIL_ADDRESS, else where it runs, ${USUAL_SERVER})`,
    },
    json: { type: 'boolean', description: 'one JSON object on stdout' },
  },
  async run({ args }) {
    const operator = await createOperator()
    try {
      const { path } = parse(Reply, await operator.post('/v1/studio/enrolments', { person: args.person }), 'reply')
      const server = args.server || process.env.HANDRAIL_ADDRESS || operator.origin || USUAL_SERVER
      const link = `${server.replace(/\/$/, '')}${path}`
      console.log(args.json ? JSON.stringify({ person: args.person, link }) : link)
    } finally {
      await operator.close()
    }
  },
})
