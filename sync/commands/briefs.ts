import { defineCommand } from 'citty'
import * as v from 'valibot'
import { BriefList, Edited } from '#core/authoring'
import { AppError, newId, parse, parseJson } from '#core/base'
import { Brief, Slug } from '#core/content'
import { withOperator } from '../client.ts'
import { realWorld } from '../organisation.ts'
import { readText } from './input-file.ts'

const json = { type: 'boolean', description: 'one JSON object on stdout' } as const
const as = { type: 'string', description: 'the author, SME or L&D lead it is done for', required: true } as const
const brief = { type: 'positional', description: 'id of the brief, as list shows it', required: true } as const
const pathOf = (id: string, rest = '') => `/v1/studio/briefs/${encodeURIComponent(id)}${rest}`

const list = defineCommand({
  meta: { name: 'list', description: 'List briefs, newest first, and what was written on each' },
  args: { json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const { briefs } = parse(BriefList, await operator.get('/v1/studio/briefs'), 'briefs')
      if (args.json) return console.log(JSON.stringify({ briefs }))
      for (const { id, state, brief: asked, competency, role, objects, whyNot } of briefs) {
        console.log(`${id}  ${state}  ${asked.format}, ${competency}, for ${role}, ${objects.length} written`)
        console.log(`   ${asked.objective}${whyNot ? `\n   ${whyNot}` : ''}`)
      }
    }),
})

const show = defineCommand({
  meta: { name: 'show', description: 'Show one brief' },
  args: { brief, json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const { briefs } = parse(BriefList, await operator.get('/v1/studio/briefs'), 'briefs')
      const found = briefs.find(({ id }) => id === args.brief)
      if (!found) throw new AppError('not-found', `There is no brief "${args.brief}".`)
      console.log(JSON.stringify(found, null, args.json ? 0 : 2))
    }),
})

const add = defineCommand({
  meta: { name: 'add', description: 'Write a brief, or a new version of it, from a JSON file' },
  args: {
    file: { type: 'positional', description: 'competency, role, context, objective, format, sources', required: true },
    id: { type: 'string', description: 'small letters, digits and hyphens; a new one without' },
    base: { type: 'string', description: 'the version it was written on; 0 for a new one', default: '0' },
    as,
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const id = parse(Slug, args.id ?? newId(realWorld), '--id')
      const base = parse(
        v.pipe(v.string(), v.regex(/^\d+$/, 'must be a whole number'), v.transform(Number)),
        args.base,
        '--base',
      )
      const sent = { as: args.as, base, brief: parseJson(Brief, readText(args.file), args.file) }
      const edited = parse(Edited, await operator.post(pathOf(id), sent), 'reply')
      if (edited.state === 'conflict')
        throw new AppError(
          'conflict',
          `There is a newer version, ${edited.newest.version}; yours is kept in the studio.`,
        )
      console.log(args.json ? JSON.stringify({ id, ...edited }) : `${id}: version ${edited.version}`)
    }),
})

const close = defineCommand({
  meta: { name: 'close', description: 'Close a brief: nothing new is written on it' },
  args: { brief, as },
  run: ({ args }) =>
    withOperator(async (operator) => {
      await operator.post(pathOf(args.brief, '/close'), { as: args.as })
      console.log(`${args.brief}: closed`)
    }),
})

export const briefs = defineCommand({
  meta: { name: 'briefs', description: 'What is to be written, for whom and from which sources' },
  subCommands: { list, show, add, close },
})
