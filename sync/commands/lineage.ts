import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { ChangedObjectDetail, ChangedObjects } from '#core/knowledge'
import { withOperator } from '../client.ts'

const json = { type: 'boolean', description: 'one JSON object on stdout' } as const
const Ref = v.pipe(
  v.string(),
  v.regex(/^[a-z-]+:[a-z0-9/-]+$/, 'must be <kind>:<id>'),
  v.transform((text) => {
    const cut = text.indexOf(':')
    return { kind: text.slice(0, cut), id: text.slice(cut + 1) }
  }),
)
const object = { type: 'positional', description: '<kind>:<id>', required: true } as const

const list = defineCommand({
  meta: { name: 'list', description: 'List objects whose sources read otherwise now' },
  args: { json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const { rows } = parse(ChangedObjects, await operator.get('/v1/studio/lineage'), 'changed objects')
      if (args.json) return console.log(JSON.stringify({ rows }))
      if (rows.length === 0) console.log('Everything rests on passages that read as they did.')
      for (const { kind, id, title, documents, owner, change, since, released, state } of rows) {
        console.log(`${title}  (${kind}:${id}): ${change} ${since}${released ? ', with learners' : ''}`)
        console.log(`  rests on ${documents.join(', ')}${owner === null ? '' : `, owner ${owner}`}`)
        if (state === 'draft-waits') console.log('  its next version rests on what is there now and waits for review')
      }
    }),
})

const show = defineCommand({
  meta: { name: 'show', description: 'Show the words that changed under an object' },
  args: { object, json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const { kind, id } = parse(Ref, args.object, 'object')
      const path = `/v1/studio/lineage/object?kind=${kind}&id=${encodeURIComponent(id)}`
      const detail = parse(ChangedObjectDetail, await operator.get(path), 'changed object')
      if (args.json) return console.log(JSON.stringify(detail))
      for (const { title, heading, passage, change, since, words } of detail.sources) {
        console.log(`${title}, ${heading ?? passage}: ${change} ${since}`)
        const marks = { same: '', removed: '-', added: '+' }
        console.log(
          words
            .map((piece) => (marks[piece.change] ? ` [${marks[piece.change]}${piece.text.trim()}]` : piece.text))
            .join(''),
        )
      }
    }),
})

const recite = defineCommand({
  meta: {
    name: 'recite',
    description: 'Say that an object still holds: its next version rests on the text as it is now',
  },
  args: { object, as: { type: 'string', description: 'the author it is done for', required: true }, json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const body = { as: args.as, ...parse(Ref, args.object, 'object') }
      const Reply = v.object({ state: v.string(), version: v.optional(v.number()) })
      const reply = parse(Reply, await operator.post('/v1/studio/lineage/recite', body), 'reply')
      if (reply.state === 'conflict') throw new AppError('conflict', 'Somebody saved it meanwhile; look at it again.')
      console.log(args.json ? JSON.stringify(reply) : `Version ${reply.version} is a draft; an SME and L&D review it.`)
    }),
})

const retire = defineCommand({
  meta: { name: 'retire', description: 'Take a document out of use, or put it back, with a reason' },
  args: {
    document: { type: 'positional', description: 'its id', required: true },
    reason: { type: 'string', description: 'why', required: true },
    back: { type: 'boolean', description: 'put it back into use' },
    as: { type: 'string', description: 'the SME or L&D person it is done for', required: true },
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const state = args.back ? 'in-use' : 'retired'
      const body = { as: args.as, document: args.document, state, reason: args.reason }
      await operator.post('/v1/studio/procedures/retire', body)
      console.log(args.json ? JSON.stringify({ document: args.document, state }) : `${args.document} is ${state}.`)
    }),
})

/** `handrail lineage`: what rests on passages that changed, and documents going out of use. */
export const lineage = defineCommand({
  meta: { name: 'lineage', description: 'See what rests on passages that changed' },
  subCommands: { list, show, recite, retire },
})
