import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { type Operator, withOperator } from '../client.ts'
import { email } from './people-email.ts'

const Person = v.object({
  id: v.string(),
  name: v.string(),
  roles: v.array(v.string()),
  profiles: v.array(v.string()),
  department: v.nullable(v.string()),
})
const json = { type: 'boolean', description: 'one JSON object on stdout' } as const
const said = ({ id, name, roles, profiles, department }: v.InferOutput<typeof Person>) =>
  `${id}  ${name}  ${roles.join(', ')}${profiles.length > 0 ? `  (${profiles.join(', ')})` : ''}${department ? `  in ${department}` : ''}`

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

async function setProfiles(operator: Operator, person: string, profiles: string[]) {
  const path = `/v1/studio/people/${encodeURIComponent(person)}/profiles`
  return parse(Person, await operator.post(path, { profiles }), 'reply')
}

async function findPerson(operator: Operator, id: string) {
  const people = parse(v.array(Person), await operator.get('/v1/studio/people'), 'people')
  const found = people.find((person) => person.id === id)
  if (!found) throw new AppError('not-found', `There is no person "${id}"; list them with handrail people list.`)
  return found
}

const jobs = defineCommand({
  meta: { name: 'jobs', description: 'Show which role profiles a person has, or say which' },
  args: {
    person: { type: 'positional', description: 'id of the person, e.g. leo', required: true },
    profile: { type: 'positional', description: 'ids of role profiles: these and no others', required: false },
    none: { type: 'boolean', description: 'take all away' },
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const profiles = args._.slice(1)
      const person =
        profiles.length > 0 || args.none
          ? await setProfiles(operator, args.person, profiles)
          : await findPerson(operator, args.person)
      console.log(args.json ? JSON.stringify(person) : said(person))
    }),
})

const department = defineCommand({
  meta: { name: 'department', description: 'Say where a person works: releases can go to some departments first' },
  args: {
    person: { type: 'positional', description: 'id of the person, e.g. leo', required: true },
    department: {
      type: 'positional',
      description: 'name of the department; its present one is shown without',
      required: false,
    },
    none: { type: 'boolean', description: 'take it away' },
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const path = `/v1/studio/people/${encodeURIComponent(args.person)}/department`
      const given = args.none ? null : args.department
      const person =
        given === undefined
          ? await findPerson(operator, args.person)
          : parse(Person, await operator.post(path, { department: given }), 'reply')
      console.log(args.json ? JSON.stringify(person) : said(person))
    }),
})

export const people = defineCommand({
  meta: {
    name: 'people',
    description:
      'People of the organisation, their jobs (aids of others are not offered), departments and e-mail addresses',
  },
  subCommands: { list, jobs, department, email },
})
