import { defineCommand } from 'citty'
import * as v from 'valibot'
import { Edited, HoursView, WorkEntry, workKinds } from '#core/authoring'
import { csvText, dayOf, newId, parse } from '#core/base'
import { withOperator } from '../client.ts'
import { realWorld } from '../organisation.ts'

const json = { type: 'boolean', description: 'one JSON object on stdout' } as const
const Minutes = v.pipe(v.string(), v.regex(/^\d+$/, 'must be whole minutes'), v.transform(Number))

const add = defineCommand({
  meta: { name: 'add', description: 'Note minutes worked on content, for a named person' },
  args: {
    minutes: { type: 'positional', description: 'whole minutes', required: true },
    what: { type: 'string', description: workKinds.join(' or '), default: 'production' },
    day: { type: 'string', description: 'the day, like 2026-11-22; today without' },
    object: { type: 'string', description: 'what it was on, as kind/id' },
    as: { type: 'string', description: 'who worked', required: true },
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const [kind, ...id] = (args.object ?? '').split('/')
      const entry = parse(
        WorkEntry,
        {
          day: args.day ?? dayOf(realWorld.nowMs()),
          minutes: parse(Minutes, args.minutes, 'minutes'),
          what: args.what,
          object: args.object === undefined ? null : { kind, id: id.join('/') },
          by: 'typed',
          state: 'kept',
        },
        'hours',
      )
      const body = { as: args.as, id: newId(realWorld), base: 0, entry }
      const saved = parse(Edited, await operator.post('/v1/studio/hours', body), 'reply')
      console.log(
        args.json
          ? JSON.stringify({ ...entry, state: saved.state })
          : `${entry.minutes} min, ${entry.what}: ${saved.state}`,
      )
    }),
})

const list = defineCommand({
  meta: { name: 'list', description: 'Say what all worked by month, or the entries of a named person' },
  args: {
    as: { type: 'string', description: 'whose entries; without, sums of at least five people' },
    csv: { type: 'boolean', description: 'as a table with a header' },
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const path = `/v1/studio/hours${args.as === undefined ? '' : `?as=${encodeURIComponent(args.as)}`}`
      const { entries, months } = parse(HoursView, await operator.get(path), 'hours')
      if (args.json) return console.log(JSON.stringify(args.as === undefined ? { months } : { entries, months }))
      const rows =
        args.as === undefined
          ? [
              ['month', ...workKinds],
              ...(months ?? []).map((row) => [row.month, ...workKinds.map((kind) => said(row[kind]))]),
            ]
          : [
              ['day', 'minutes', 'what', 'object', 'by'],
              ...entries.map(({ day, minutes, what, object, by }) => [
                day,
                String(minutes),
                what,
                object ? `${object.kind}/${object.id}` : '',
                by,
              ]),
            ]
      if (args.csv) console.log(csvText(rows).trimEnd())
      else for (const row of rows) console.log(row.join('  '))
    }),
})

/** hours, or that too few worked to say it */
const said = (hours: number | null): string => (hours === null ? 'fewer than 5 people' : String(hours))

export const hours = defineCommand({
  meta: { name: 'hours', description: 'Hours of work on content: making it and looking after it' },
  subCommands: { add, list },
})
