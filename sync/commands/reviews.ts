import { defineCommand } from 'citty'
import * as v from 'valibot'
import { ReviewLoad, ReviewNotes } from '#core/authoring'
import { AppError, parse } from '#core/base'
import { type Operator, withOperator } from '../client.ts'

const json = { type: 'boolean', description: 'one JSON object on stdout' } as const
const as = { type: 'string', description: 'the reviewer it is done for', required: true } as const
const asWriter = { type: 'string', description: 'the author or reviewer it is done for', required: true } as const
const object = {
  type: 'positional',
  description: 'kind and id with a slash between: job-aid/refunds',
  required: true,
} as const

const Waiting = v.array(
  v.object({
    kind: v.string(),
    id: v.string(),
    version: v.number(),
    sha256: v.string(),
    title: v.string(),
    approvals: v.array(v.object({ role: v.picklist(['sme', 'ld']), name: v.string() })),
    maySign: v.array(v.string()),
    whyNot: v.nullable(v.string()),
    domains: v.array(v.object({ id: v.string(), title: v.string() })),
    minutes: v.object({ sme: v.number(), ld: v.number() }),
  }),
)
const Newest = v.array(v.object({ kind: v.string(), id: v.string(), sha256: v.string() }))

function refOf(text: string): { kind: string; id: string } {
  const cut = text.indexOf('/')
  if (cut < 1) throw new AppError('bad-input', `${text}: name the object as kind/id, like job-aid/refunds`)
  return { kind: text.slice(0, cut), id: text.slice(cut + 1) }
}

const list = defineCommand({
  meta: { name: 'list', description: 'What waits for a signature, by domain' },
  args: { as, json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const path = `/v1/studio/reviews?as=${encodeURIComponent(args.as)}`
      const waiting = parse(Waiting, await operator.get(path), 'review queue')
      if (args.json) console.log(JSON.stringify({ waiting }))
      else if (waiting.length === 0) console.log('Nothing waits for review.')
      for (const one of args.json ? [] : waiting) {
        const where = one.domains.map(({ title }) => title).join(', ') || 'no competency'
        const given = one.approvals.map(({ role, name }) => `${role}: ${name}`).join(', ') || 'no signature'
        console.log(`${one.kind}/${one.id} version ${one.version}, ${where}: ${one.title} (${given})`)
        console.log(`  ${one.maySign.length > 0 ? `yours to sign as ${one.maySign.join(' or ')}` : one.whyNot}`)
      }
    }),
})

const load = defineCommand({
  meta: { name: 'load', description: 'What waits against the hours reserved for it, and what could be set aside' },
  args: { json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const found = parse(ReviewLoad, await operator.get('/v1/studio/review-load'), 'hours')
      if (args.json) {
        console.log(JSON.stringify(found))
        return
      }
      if (found.domains.length === 0) console.log('Nothing waits, and nobody has reserved hours yet.')
      for (const { domain, title, over, roles } of found.domains) {
        const role = (name: 'sme' | 'ld') =>
          `${name} ${roles[name].queuedMinutes} of ${roles[name].reservedMinutes} min (${roles[name].reviewers.join(', ') || 'nobody'})`
        const name = domain === '' ? 'no competency' : domain === title ? domain : `${domain} “${title}”`
        console.log(`${name}: ${role('sme')}, ${role('ld')}${over ? '. More than is reserved' : ''}`)
      }
      if (found.drop.length > 0) console.log('These could be set aside, least urgent first:')
      for (const one of found.drop)
        console.log(`  ${one.kind}/${one.id} “${one.title}”, ${one.minutes} min: ${one.why}`)
      for (const one of found.dropped) console.log(`Set aside: ${one.kind}/${one.id} “${one.title}”, by ${one.by}`)
    }),
})

const notes = defineCommand({
  meta: { name: 'notes', description: 'What was said of an object' },
  args: { object, json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const { kind, id } = refOf(args.object)
      const query = new URLSearchParams({ kind, id })
      say(parse(ReviewNotes, await operator.get(`/v1/studio/review-notes?${query}`), 'notes'), args.json)
    }),
})

const comment = defineCommand({
  meta: { name: 'comment', description: 'Comment on the newest version of an object, or give it back for changes' },
  args: {
    object,
    text: { type: 'positional', description: 'the comment', required: true },
    part: { type: 'string', description: 'the part it is about, as the review page names it' },
    'request-changes': { type: 'boolean', description: 'it goes back to its author until a new version answers' },
    as: asWriter,
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const ref = refOf(args.object)
      const body = {
        ...ref,
        sha256: await newestOf(operator, ref),
        act: args['request-changes'] ? 'changes-requested' : 'comment',
        text: args.text,
        ...(args.part === undefined ? {} : { part: args.part }),
        as: args.as,
      }
      say(parse(ReviewNotes, await operator.post('/v1/studio/review-notes', body), 'notes'), args.json)
    }),
})

const turn = (name: 'drop' | 'put-back', state: 'dropped' | 'back', description: string) =>
  defineCommand({
    meta: { name, description },
    args: { object, as: asWriter, json },
    run: ({ args }) =>
      withOperator(async (operator) => {
        const ref = refOf(args.object)
        await operator.post('/v1/studio/review-drops', { ...ref, state, as: args.as })
        const said = state === 'dropped' ? 'is set aside' : 'waits for review again'
        console.log(args.json ? JSON.stringify({ ...ref, state }) : `${args.object} ${said}.`)
      }),
  })

async function newestOf(operator: Operator, { kind, id }: { kind: string; id: string }): Promise<string> {
  const all = parse(Newest, await operator.get(`/v1/studio/objects?kind=${encodeURIComponent(kind)}`), 'objects')
  const found = all.find((one) => one.id === id)
  if (!found) throw new AppError('not-found', `There is no ${kind} ${id}.`)
  return found.sha256
}

function say(found: ReviewNotes, asJson: boolean | undefined): void {
  if (asJson) console.log(JSON.stringify(found))
  else if (found.notes.length === 0) console.log('Nobody has said anything yet.')
  else
    for (const { name, at, act, version, part, text } of found.notes)
      console.log(`${at.slice(0, 10)} ${name} on version ${version}${part ? `, ${part}` : ''} (${act}): ${text}`)
}

export const reviews = defineCommand({
  meta: {
    name: 'reviews',
    description: 'What waits for review, what is said of it, and the hours for it; signing is done on the review page',
  },
  subCommands: {
    list,
    load,
    notes,
    comment,
    drop: turn('drop', 'dropped', 'Set an object aside: it waits for nobody until it is put back'),
    'put-back': turn('put-back', 'back', 'Put an object that was set aside back into the queue'),
  },
})
