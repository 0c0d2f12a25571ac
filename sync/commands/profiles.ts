import { defineCommand } from 'citty'
import * as v from 'valibot'
import { Edited } from '#core/authoring'
import { AppError, parse } from '#core/base'
import { FrameworkView, StudioTask } from '#core/competencies'
import { withOperator } from '../client.ts'

const json = { type: 'boolean', description: 'one JSON object on stdout' } as const

const list = defineCommand({
  meta: { name: 'list', description: 'Role profiles, who owns them and until when they hold' },
  args: { json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const { profiles } = parse(FrameworkView, await operator.get('/v1/studio/framework'), 'framework')
      if (args.json) return console.log(JSON.stringify({ profiles }))
      for (const { id, review, dueOn, body } of profiles)
        console.log(`${review.padEnd(5)}  ${id}: ${body.owner}, holds until ${dueOn}`)
    }),
})

const confirm = defineCommand({
  meta: { name: 'confirm', description: 'Its owner says that a role profile still holds: a new version, a draft' },
  args: {
    id: { type: 'positional', description: 'the role profile', required: true },
    as: { type: 'string', description: 'its owner, or the L&D lead with a note', required: true },
    note: { type: 'string', description: 'how the owner said so, where somebody else writes it down', default: '' },
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const { profiles } = parse(FrameworkView, await operator.get('/v1/studio/framework'), 'framework')
      const base = profiles.find(({ id }) => id === args.id)?.version ?? 0
      const body = { as: args.as, id: args.id, base, note: args.note }
      const edited = parse(Edited, await operator.post('/v1/studio/profiles/confirm', body), 'reply')
      if (edited.state === 'conflict') throw new AppError('conflict', 'Somebody changed it just now; look again.')
      if (args.json) console.log(JSON.stringify(edited))
      else console.log(`${args.id} is confirmed as of today, version ${edited.version}, a draft.`)
    }),
})

const tasks = defineCommand({
  meta: { name: 'tasks', description: 'What there is to look at again, and for whom' },
  args: { json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const all = parse(v.array(StudioTask), await operator.get('/v1/studio/tasks'), 'tasks')
      if (args.json) console.log(JSON.stringify({ tasks: all }))
      else if (all.length === 0) console.log('Nothing is due.')
      else
        for (const { title, owner, dueOn, overdue } of all)
          console.log(`${dueOn}${overdue ? ' overdue' : ''}  ${owner}: ${title}`)
    }),
})

export const profiles = defineCommand({
  meta: { name: 'profiles', description: 'Role profiles: what a role needs, and how old that knowledge is' },
  subCommands: { list, confirm, tasks },
})
