import { defineCommand } from 'citty'
import * as v from 'valibot'
import { parse } from '#core/base'
import { withOperator } from '../client.ts'

const Person = v.object({
  id: v.string(),
  name: v.string(),
  roles: v.array(v.string()),
  profiles: v.array(v.string()),
})
const json = { type: 'boolean', description: 'one JSON object on stdout' } as const
const said = ({ id, name, roles, profiles }: v.InferOutput<typeof Person>) =>
  `${id}  ${name}  ${roles.join(', ')}${profiles.length > 0 ? `  (${profiles.join(', ')})` : ''}`

const list = defineCommand({
  meta: { name: 'list', description: 'Say who is in the organisation, with their roles and jobs' },
  args: { json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const people = parse(v.array(Person), await operator.get('/v1/studio/people'), 'people')
      if (args.json) console.log(JSON.stringify({ people }))
      else for (const person of people) console.log(said(person))
    }),
})

const jobs = defineCommand({
  meta: { name: 'jobs', description: 'Say which role profiles a person has; none takes all away' },
  args: {
    person: { type: 'positional', description: 'id of the person, e.g. leo', required: true },
    profile: { type: 'positional', description: 'ids of role profiles', required: false },
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const path = `/v1/studio/people/${encodeURIComponent(args.person)}/profiles`
      const person = parse(Person, await operator.post(path, { profiles: args._.slice(1) }), 'reply')
      console.log(args.json ? JSON.stringify(person) : said(person))
    }),
})

export const people = defineCommand({
  meta: {
    name: 'people',
    description: 'People of the organisation and their jobs: aids of other jobs are not offered',
  },
  subCommands: { list, jobs },
})
