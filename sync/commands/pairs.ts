import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { PairAnswer, PairRow, PairsReply, PairsState } from '#core/consistency'
import { type Operator, withOperator } from '../client.ts'

const json = { type: 'boolean', description: 'one JSON object on stdout' } as const
const as = { type: 'string', description: 'the author, SME or L&D lead it is done for', required: true } as const
const Result = v.object({
  compared: v.number(),
  found: v.number(),
  gone: v.number(),
  notCompared: v.array(v.object({ document: v.string(), reason: v.string() })),
  withoutMeaning: v.nullable(v.string()),
})

const run = defineCommand({
  meta: { name: 'run', description: 'Compare what changed with all documents: contradictions and copies' },
  args: { as, json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const result = parse(Result, await compared(operator, args.as), 'reply')
      if (args.json) return console.log(JSON.stringify(result))
      console.log(`${result.compared} documents compared, ${result.found} new pairs, ${result.gone} gone.`)
      for (const { document, reason } of result.notCompared) console.log(`${document}: ${reason}`)
      if (result.withoutMeaning) console.log(result.withoutMeaning)
    }),
})

/** Says on stderr every second how far it is. */
async function compared(operator: Operator, person: string): Promise<unknown> {
  let asking = false
  const timer = setInterval(async () => {
    if (asking) return
    asking = true
    try {
      const { running } = parse(PairsState, await operator.get('/v1/studio/pairs/state'), 'progress')
      if (running && running.of > 0) console.error(`compared: ${running.done} of ${running.of}`)
    } catch (error) {
      // only the progress is lost; what comparing itself says counts
      if (!(error instanceof AppError)) throw error
    } finally {
      asking = false
    }
  }, 1000)
  try {
    return await operator.post('/v1/studio/pairs/run', { as: person })
  } finally {
    clearInterval(timer)
  }
}

const list = defineCommand({
  meta: { name: 'list', description: 'List pairs of passages that seem to contradict or repeat each other' },
  args: { all: { type: 'boolean', description: 'also those that are answered' }, json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const reply = parse(PairsReply, await operator.get('/v1/studio/pairs?full=1'), 'pairs')
      const pairs = reply.pairs.filter(({ answered, blocks }) => args.all || !answered || blocks)
      if (args.json) return console.log(JSON.stringify({ ...reply, pairs }))
      for (const pair of pairs) for (const line of said(pair)) console.log(line)
      const { compared: done, waiting, notCompared, blocked, withoutMeaning } = reply.state
      console.log(`${done} documents compared, ${waiting} waiting, ${pairs.length} pairs.`)
      for (const { document, reason } of notCompared) console.log(`Not compared: ${document}: ${reason}`)
      if (withoutMeaning) console.log(withoutMeaning)
      for (const { domain, reason } of blocked) console.log(`Blocked: ${domain}: ${reason}`)
    }),
})

function said({ id, list: kind, difference, score, isStrong, a, b, domains, answered }: PairRow): string[] {
  const answer = answered
    ? `, ${answered.answer.answer} (${answered.person})`
    : isStrong
      ? ', before the next release'
      : ''
  return [
    `${id}  ${kind} (${difference}) ${score.toFixed(2)}${answer}  ${domains.join(', ')}`,
    `  a ${a.document}: ${a.text}`,
    `  b ${b.document}: ${b.text}`,
  ]
}

const answer = defineCommand({
  meta: { name: 'answer', description: 'Say what a pair is, or which side of a conflict holds' },
  args: {
    pair: { type: 'positional', description: 'its id, or the beginning of it', required: true },
    answer: {
      type: 'positional',
      description:
        'conflict, inconsistency or not-one; merge, keep-both or retire for copies; picked for the owner’s decision',
      required: true,
    },
    holds: { type: 'string', description: 'a or b: which side holds (picked) or stays (merge, retire)' },
    owner: { type: 'string', description: 'with picked: the person who decided' },
    reason: { type: 'string', description: 'why; needed with picked and keep-both' },
    as,
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const { pairs: all } = parse(PairsReply, await operator.get('/v1/studio/pairs?full=1'), 'pairs')
      const matching = all.filter(({ id }) => id.startsWith(args.pair))
      const [pair] = matching
      if (!pair || matching.length > 1)
        throw new AppError(
          'bad-input',
          `${matching.length} pairs begin with ${args.pair}; list them with handrail pairs list.`,
        )
      const { holds, owner, reason } = args
      const given = { answer: args.answer, ...(holds && { holds }), ...(owner && { owner }), ...(reason && { reason }) }
      const body = { as: args.as, base: pair.answered?.version ?? 0, answer: parse(PairAnswer, given, 'answer') }
      const row = parse(PairRow, await operator.post(`/v1/studio/pairs/${pair.id}/answer`, body), 'reply')
      if (args.json) return console.log(JSON.stringify(row))
      for (const line of said(row)) console.log(line)
      if (row.blocks) console.log(`Nothing is drafted or released in ${row.domains.join(', ')} until the owner picks.`)
    }),
})

export const pairs = defineCommand({
  meta: { name: 'pairs', description: 'Passages that contradict or repeat each other' },
  subCommands: { run, list, answer },
})
