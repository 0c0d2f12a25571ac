import { defineCommand } from 'citty'
import * as v from 'valibot'
import { Edited } from '#core/authoring'
import { AppError, csvText, guardedCell, newId, parse, parseJson } from '#core/base'
import {
  EvidenceReport,
  GapBoard,
  GapCase,
  GapDraft,
  GapId,
  GapPersons,
  type GapReading,
  GapReport,
  type GapRow,
  type GapSum,
  gapSources,
  saidShare,
} from '#core/competencies'
import { type Operator, withOperator } from '../client.ts'
import { realWorld } from '../organisation.ts'
import { readText } from './input-file.ts'

const json = { type: 'boolean', description: 'one JSON object on stdout' } as const
const as = { type: 'string', description: 'the L&D lead it is done for', required: true } as const
const gap = { type: 'positional', description: 'id of the gap, as list shows it', required: true } as const
const reason = { type: 'string', description: 'why, in at least ten characters', required: true } as const
const Stood = v.object({ id: v.string(), version: v.number(), state: v.string() })

const pathOf = (id: string, rest = '') => `/v1/studio/gaps/${encodeURIComponent(id)}${rest}`
const saidSum = (sum: GapSum) =>
  sum.state === 'too-few' ? 'too few people' : `${saidShare(sum.below)} of ${sum.people} or more below`
const columns = [
  'rank',
  'gap',
  'state',
  'statement',
  'role',
  'competency',
  'baseline',
  'level',
  'impact',
  'goal',
  'owner',
  'effect',
  ...gapSources,
  'why',
] as const
const cellsOf = ({ id, gap, ...row }: GapRow): (string | number)[] => [
  row.rank,
  id,
  gap.state,
  gap.statement,
  row.roleTitle,
  row.competencyTitle,
  row.baseline.state !== 'fiction'
    ? row.baseline.state
    : row.baseline.reviewedOn === null
      ? 'fiction: nobody has confirmed it'
      : `fiction since ${row.baseline.reviewedOn} ran out`,
  row.required.level ?? '',
  gap.priority?.impact ?? '',
  gap.priority?.goal ?? '',
  row.ownerName ?? '',
  gap.effect ?? '',
  ...gapSources.map((source) => saidSum(row.sums[source])),
  row.why,
]
const csvOf = (rows: readonly GapRow[]) => csvText([columns, ...rows.map((row) => cellsOf(row).map(guardedCell))])
const csv = { type: 'boolean', description: 'CSV on stdout; what is not known stays empty' } as const

function say(rows: readonly GapRow[]) {
  for (const { id, gap, rank, roleTitle, baseline, why } of rows) {
    const mark =
      baseline.state === 'current' ? '' : baseline.state === 'fiction' ? '  BASELINE IS FICTION' : '  NO ROLE PROFILE'
    console.log(`${rank}. [${gap.state}] ${gap.statement}  (${id}, ${roleTitle})${mark}\n   ${why}`)
  }
}

const list = defineCommand({
  meta: { name: 'list', description: 'List gaps, best first, with what is known of each' },
  args: { json, csv },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const board = parse(GapBoard, await operator.get('/v1/studio/gaps'), 'gaps')
      if (args.json) return console.log(JSON.stringify({ gaps: board.gaps, active: board.active, most: board.most }))
      if (args.csv) return process.stdout.write(csvOf(board.gaps))
      say(board.gaps)
      console.log(`${board.active} of at most ${board.most} gaps are active.`)
    }),
})

const report = defineCommand({
  meta: { name: 'report', description: 'What may be told to others: no gap that rests on an unconfirmed role profile' },
  args: { json, csv },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const told = parse(GapReport, await operator.get('/v1/studio/gaps/report'), 'report')
      if (args.json) return console.log(JSON.stringify(told))
      if (args.csv) process.stdout.write(csvOf(told.gaps))
      else say(told.gaps)
      for (const { statement, why } of told.leftOut) console.error(`Left out: ${statement}. ${why}`)
    }),
})

const save = defineCommand({
  meta: { name: 'save', description: 'Record a gap, or write a new version of it, from a JSON file' },
  args: {
    file: {
      type: 'positional',
      description: 'role, competency, sub, statement, asked, priority, owner, effect',
      required: true,
    },
    id: { type: 'string', description: 'of the gap; a new one without' },
    base: { type: 'string', description: 'the version it was written on; 0 for a new one', default: '0' },
    as: { ...as, description: 'the author, SME or L&D lead it is done for' },
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const id = parse(GapId, args.id ?? newId(realWorld), '--id')
      const base = parse(
        v.pipe(v.string(), v.regex(/^\d+$/, 'must be a whole number'), v.transform(Number)),
        args.base,
        '--base',
      )
      const body = { as: args.as, base, gap: parseJson(GapDraft, readText(args.file), args.file) }
      const edited = parse(Edited, await operator.post(pathOf(id), body), 'reply')
      if (args.json) console.log(JSON.stringify({ id, ...edited }))
      if (edited.state === 'conflict')
        throw new AppError(
          'conflict',
          `Version ${edited.newest.version} is newer; your text is kept as ${edited.losing}.`,
        )
      if (!args.json) console.log(`${id}: version ${edited.version} (${edited.state})`)
    }),
})

const activate = defineCommand({
  meta: { name: 'activate', description: 'Begin work on a gap; three at most, a fourth only with --override' },
  args: {
    gap,
    override: { type: 'string', description: 'why one more than the limit is right; kept for ever' },
    as,
    json,
  },
  run: ({ args }) =>
    act(args.json, (operator) =>
      operator.post(pathOf(args.gap, '/activate'), {
        as: args.as,
        ...(args.override === undefined ? {} : { override: { reason: args.override } }),
      }),
    ),
})

const decision = (name: string, description: string) =>
  defineCommand({
    meta: { name, description },
    args: { gap, reason, as, json },
    run: ({ args }) =>
      act(args.json, (operator) => operator.post(pathOf(args.gap, `/${name}`), { as: args.as, reason: args.reason })),
  })

const evidence = defineCommand({
  meta: { name: 'evidence', description: 'Take in observations and performance data from a CSV' },
  args: {
    file: { type: 'positional', description: 'header person,competency,type,value,needed,date,source', required: true },
    as,
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const body = { as: args.as, csv: readText(args.file) }
      const done = parse(EvidenceReport, await operator.post('/v1/studio/gaps/evidence', body), 'reply')
      if (args.json) console.log(JSON.stringify(done))
      else console.log(`${done.taken} taken, ${done.same} the same, ${done.refused.length + done.moreRefused} refused`)
      for (const { line, reason: why } of done.refused) console.error(`${args.file} line ${line}: ${why}`)
      if (done.refused.length > 0)
        throw new AppError('refused', 'Not every line was taken; mend those named and send the file again.')
    }),
})

const openCase = defineCommand({
  meta: { name: 'open', description: 'Open a case on a gap: the only way to see persons. It ends after 14 days' },
  args: { gap, reason, as, json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const body = { as: args.as, id: newId(realWorld), reason: args.reason }
      const opened = parse(GapCase, await operator.post(pathOf(args.gap, '/cases'), body), 'case')
      console.log(
        args.json ? JSON.stringify(opened) : `Case ${opened.id}: ${opened.people} people, until ${opened.until}`,
      )
    }),
})

const readCase = defineCommand({
  meta: { name: 'read', description: 'What the three sources say of each person of an open case' },
  args: { gap, case: { type: 'positional', description: 'id of the case', required: true }, as, json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const path = pathOf(args.gap, `/cases/${encodeURIComponent(args.case)}?as=${encodeURIComponent(args.as)}`)
      const found = parse(GapPersons, await operator.get(path), 'case')
      if (args.json) return console.log(JSON.stringify(found))
      const said = (reading: GapReading | null) =>
        reading ? `${reading.says}: ${reading.value}, ${reading.on}` : 'missing'
      for (const { person, readings, disagree } of found.people)
        console.log(
          `${person}  ${gapSources.map((source) => `${source} ${said(readings[source])}`).join(' | ')}${disagree ? '  DISAGREE' : ''}`,
        )
    }),
})

const closeCase = defineCommand({
  meta: { name: 'close', description: 'End a case' },
  args: { gap, case: { type: 'positional', description: 'id of the case', required: true }, as, json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const path = pathOf(args.gap, `/cases/${encodeURIComponent(args.case)}/close`)
      const closed = parse(GapCase, await operator.post(path, { as: args.as }), 'case')
      console.log(args.json ? JSON.stringify(closed) : `Case ${closed.id} is closed.`)
    }),
})

export const gaps = defineCommand({
  meta: { name: 'gaps', description: 'The gap audit: what is required, what people can do now, what comes first' },
  subCommands: {
    list,
    report,
    save,
    activate,
    close: decision('close', 'Close a gap: it is done, or it was none'),
    'set-aside': decision('set-aside', 'Stop work on a gap without closing it'),
    reopen: decision('reopen', 'Take a closed gap up again, as a candidate'),
    evidence,
    case: defineCommand({
      meta: { name: 'case', description: 'Look at persons, for a stated reason' },
      subCommands: { open: openCase, read: readCase, close: closeCase },
    }),
  },
})

const act = (asJson: boolean | undefined, ask: (operator: Operator) => Promise<unknown>) =>
  withOperator(async (operator) => {
    const stood = parse(Stood, await ask(operator), 'reply')
    console.log(asJson ? JSON.stringify(stood) : `${stood.id} is ${stood.state}.`)
  })
