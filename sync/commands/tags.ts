import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { TagBoard, TagRef } from '#core/knowledge'
import { type Operator, withOperator } from '../client.ts'

const json = { type: 'boolean', description: 'one JSON object on stdout' } as const
const as = { type: 'string', description: 'the person it is done for', required: true } as const
const percent = (share: number | null) => (share === null ? 'not measured' : `${Math.round(share * 100)} %`)

function print(board: TagBoard, isJson: boolean | undefined) {
  if (isJson) return console.log(JSON.stringify(board))
  if (board.ranAt === null) return console.log('Nothing was looked through yet; run handrail tags propose.')
  const { learntFrom, precision, recall, tags, rows, untagged } = board
  console.log(
    `${untagged} documents without a competency. Learnt from ${learntFrom} tags: precision ${percent(precision)}, recall ${percent(recall)}.`,
  )
  for (const each of tags)
    if (each.n > 0)
      console.log(
        `  ${each.kind} ${each.title}: ${each.n} documents, precision ${percent(each.precision)}, recall ${percent(each.recall)}`,
      )
  for (const { document, kind, tag, confidence, state } of rows)
    console.log(`${confidence.toFixed(2)} ${state === 'sure' ? 'sure  ' : 'unsure'} ${document}  ${kind}:${tag}`)
}

const boardOf = async (operator: Operator) => parse(TagBoard, await operator.get('/v1/studio/tags'), 'tags')

const list = defineCommand({
  meta: { name: 'list', description: 'List proposed tags and how well tagging does' },
  args: { json },
  run: ({ args }) => withOperator(async (operator) => print(await boardOf(operator), args.json)),
})

const propose = defineCommand({
  meta: { name: 'propose', description: 'Look through all documents for tags they may lack; applies nothing' },
  args: { as, json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const reply = await operator.post('/v1/studio/tags/propose', { as: args.as })
      print(parse(TagBoard, reply, 'tags'), args.json)
    }),
})

const Tags = v.pipe(
  v.string(),
  v.transform((text) => text.split(',').map((part) => part.trim().split(':'))),
  v.transform((parts) => parts.map(([kind, tag]) => ({ kind, tag }))),
  v.array(TagRef),
)

const decide = defineCommand({
  meta: { name: 'decide', description: 'Confirm or reject tags of a document: confirmed ones make its next version' },
  args: {
    document: { type: 'positional', description: 'its id', required: true },
    confirm: { type: 'string', description: 'competency:<id> or role:<id>, joined by commas' },
    reject: { type: 'string', description: 'likewise' },
    as,
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const read = (text: string | undefined, what: string) => (text === undefined ? [] : parse(Tags, text, what))
      const [confirm, reject] = [read(args.confirm, '--confirm'), read(args.reject, '--reject')]
      if (confirm.length + reject.length === 0) throw new AppError('bad-usage', 'Say --confirm or --reject, with tags.')
      const body = { as: args.as, document: args.document, confirm, reject }
      const Reply = v.object({ document: v.string(), version: v.number() })
      const { version } = parse(Reply, await operator.post('/v1/studio/tags/decide', body), 'reply')
      console.log(
        args.json ? JSON.stringify({ document: args.document, version }) : `${args.document} is at version ${version}.`,
      )
    }),
})

/** `handrail tags`: competencies and roles of documents, proposed by meaning. */
export const tags = defineCommand({
  meta: { name: 'tags', description: 'Propose competencies and roles for documents, and confirm them' },
  subCommands: { list, propose, decide },
})
