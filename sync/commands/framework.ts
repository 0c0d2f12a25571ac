import { writeFileSync } from 'node:fs'
import { defineCommand } from 'citty'
import * as v from 'valibot'
import { Edited } from '#core/authoring'
import { AppError, parse, parseJson } from '#core/base'
import { ChangePreview, FrameworkHistory, FrameworkImport, FrameworkKind, Remap, Remaps } from '#core/competencies'
import { withOperator } from '../client.ts'
import { readText } from './input-file.ts'

const json = { type: 'boolean', description: 'one JSON object on stdout' } as const
const as = { type: 'string', description: 'the author, expert or L&D lead it is done for', required: true } as const
const Text = v.object({ text: v.string() })
const formatOf = (path: string) => (path.toLowerCase().endsWith('.csv') ? 'csv' : 'json')

const exportFile = defineCommand({
  meta: { name: 'export', description: 'Write the whole map as JSON, or as CSV where the file is called so' },
  args: { file: { type: 'positional', description: 'such as framework.json or framework.csv', required: true } },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const reply = await operator.get(`/v1/studio/framework/export?format=${formatOf(args.file)}`)
      writeFileSync(args.file, parse(Text, reply, 'framework').text)
      console.log(`Written to ${args.file}.`)
    }),
})

const importFile = defineCommand({
  meta: { name: 'import', description: 'Take a map in as drafts; wrong rows are named, the rest is taken' },
  args: { file: { type: 'positional', description: 'JSON or CSV', required: true }, as, json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const body = { as: args.as, format: formatOf(args.file), text: readText(args.file) }
      const report = parse(FrameworkImport, await operator.post('/v1/studio/framework/import', body), 'report')
      if (args.json) console.log(JSON.stringify(report))
      else {
        for (const { row, reason } of report.refused) console.log(`refused  ${row}: ${reason}`)
        const count = (state: string) => report.taken.filter((each) => each.state === state).length
        console.log(
          `${count('new')} new, ${count('changed')} changed, ${count('same')} the same, ${report.refused.length + report.moreRefused} refused`,
        )
      }
      if (report.refused.length > 0)
        throw new AppError('refused', 'Not every row was taken; mend those named and import the file again.')
    }),
})

const save = defineCommand({
  meta: { name: 'save', description: 'Save one competency or role profile as its next version, a draft' },
  args: {
    kind: { type: 'positional', description: 'competency or role-profile', required: true },
    id: { type: 'positional', description: 'its id', required: true },
    file: { type: 'positional', description: 'its body as JSON', required: true },
    base: { type: 'string', description: 'the version it was written on; 0 where it is new', required: true },
    as,
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const { kind, id, file, base } = args
      const body = parseJson(v.record(v.string(), v.unknown()), readText(file), file)
      const reply = await operator.post('/v1/studio/framework/edit', {
        as: args.as,
        kind,
        id,
        base: Number(base),
        body,
      })
      const edited = parse(Edited, reply, 'reply')
      if (args.json) console.log(JSON.stringify(edited))
      else if (edited.state !== 'conflict') console.log(`${kind} ${id} is version ${edited.version}.`)
      if (edited.state === 'conflict')
        throw new AppError(
          'conflict',
          `${edited.newest.person} saved version ${edited.newest.version} meanwhile; yours is kept.`,
        )
    }),
})

const history = defineCommand({
  meta: { name: 'history', description: 'Every version of a competency or role profile, newest first' },
  args: {
    kind: { type: 'positional', description: 'competency or role-profile', required: true },
    id: { type: 'positional', description: 'its id', required: true },
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const kind = parse(FrameworkKind, args.kind, 'kind')
      const reply = await operator.get(`/v1/studio/framework/history/${kind}/${encodeURIComponent(args.id)}`)
      const versions = parse(FrameworkHistory, reply, 'history')
      if (args.json) console.log(JSON.stringify({ versions }))
      else for (const { version, at, person, state } of versions) console.log(`${version}  ${at}  ${person}  ${state}`)
    }),
})

const change = defineCommand({
  meta: {
    name: 'change',
    description: 'Rename, split, merge or retire competencies; says what it would touch, does it with --apply',
  },
  args: {
    file: {
      type: 'positional',
      description: 'JSON: {change: rename|split|merge|retire, ...}; docs/framework.md shows each',
      required: true,
    },
    note: { type: 'string', description: 'why', default: '' },
    apply: { type: 'boolean', description: 'do it' },
    as,
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const asked = parseJson(v.unknown(), readText(args.file), args.file)
      const body = { as: args.as, change: asked, note: args.note, apply: args.apply ?? false }
      const plan = parse(ChangePreview, await operator.post('/v1/studio/framework/change', body), 'plan')
      if (args.json) return console.log(JSON.stringify(plan))
      for (const { kind, id, what } of plan.edits) console.log(`${kind} ${id} ${what}`)
      for (const { kind, id, why } of plan.queue) console.log(`a person decides on ${kind} ${id}: ${why}`)
      console.log(plan.applied ? 'Done; what changed are drafts.' : 'Nothing was changed; add --apply to do it.')
    }),
})

const remaps = defineCommand({
  meta: { name: 'remaps', description: 'What a change left open: objects that could belong to several competencies' },
  args: { json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const open = parse(Remaps, await operator.get('/v1/studio/framework/remaps'), 'remaps')
      if (args.json) console.log(JSON.stringify({ open }))
      else if (open.length === 0) console.log('Nothing is open.')
      else
        for (const { remap, body } of open)
          console.log(`${remap}  ${body.kind} ${body.id}, from ${body.from}: ${body.choices.join(', ') || 'no choice'}`)
    }),
})

const settle = defineCommand({
  meta: { name: 'settle', description: 'Say what an object belongs to now, or with --reason that it stays' },
  args: {
    remap: { type: 'positional', description: 'as `framework remaps` lists it', required: true },
    to: { type: 'string', description: 'competency ids, joined by commas', default: '' },
    reason: { type: 'string', description: 'why', default: '' },
    as,
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const to = args.to.split(',').filter(Boolean)
      const answer = { as: args.as, remap: args.remap, to, reason: args.reason }
      const settled = parse(Remap, await operator.post('/v1/studio/framework/remaps/settle', answer), 'reply')
      if (args.json) console.log(JSON.stringify(settled))
      else console.log(settled.state === 'moved' ? `${settled.id} now belongs to ${to.join(', ')}.` : 'It stays.')
    }),
})

export const framework = defineCommand({
  meta: { name: 'framework', description: 'What people must be able to do: the map, its changes and its history' },
  subCommands: { export: exportFile, import: importFile, save, history, change, remaps, settle },
})
