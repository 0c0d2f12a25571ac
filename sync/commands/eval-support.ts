import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineCommand } from 'citty'
import { type DraftPassage, draftBody, readGround, saidParts, whyUnsupported } from '#core/authoring'
import { AppError, createRandom, sha256Hex } from '#core/base'
import { type BriefFormat, briefFormats, type KeptBrief } from '#core/content'
import { readDocument } from '#core/knowledge'
import { printResult } from './eval-output.ts'
import { plants, rewordings } from './eval-support-plant.ts'

const SEED = 6
/** Each document is drafted in three formats, which take turns. */
const formats = briefFormats.filter((format) => format !== 'item' && format !== 'assessment')
/** Of one draft, at most: long pages must not decide the figures. */
const MOST_SENTENCES = 12

interface Case {
  half: 'dev' | 'aside'
  sentence: string
  grounds: ReturnType<typeof readGround>[]
}
type Tally = Record<string, { n: number; flagged: number }>

/**
 * Drafts every page of a folder without a model, plants sentences their passages do not say, and counts what is caught; then what
 * is called unsupported of the drafts as they are, and of drafts reworded without changing what they say. The half of the pages
 * by the hash of their path is `aside`: nothing was set by looking at it.
 */
export function evalSupport(folder: string, half: 'dev' | 'aside' | 'all' = 'all', show = 0) {
  const cases = casesOf(folder)
  const foreign = cases.map(({ sentence }) => sentence)
  const figures = Object.fromEntries(
    (['dev', 'aside'] as const)
      .filter((one) => half === 'all' || half === one)
      .map((one) => {
        const random = createRandom(SEED)
        const tally: Tally = {}
        for (const { sentence, grounds } of cases.filter((each) => each.half === one)) {
          const count = (name: string, text: string, wanted: boolean) => {
            tally[name] ??= { n: 0, flagged: 0 }
            const sum = tally[name]
            const why = whyUnsupported(text, grounds)
            sum.n++
            if (why) sum.flagged++
            if (show > 0 && (why !== null) !== wanted && random.next() < show)
              console.error(`${name}: ${text}\n   (${sentence})\n   ${why ?? 'not caught'}`)
          }
          count('untouched', sentence, false)
          for (const [name, change] of Object.entries(plants)) {
            const other = foreign[random.int(foreign.length)] ?? ''
            const text = change(sentence, random, other)
            if (text !== null && text !== sentence && !grounds.some(({ passage }) => passage.text.includes(text)))
              count(`planted ${name}`, text, true)
          }
          for (const [name, change] of Object.entries(rewordings)) {
            const text = change(sentence, random, '')
            if (text !== null && text !== sentence) count(`reworded ${name}`, text, false)
          }
        }
        const of = (begin: string) =>
          Object.entries(tally)
            .filter(([name]) => name.startsWith(begin))
            .reduce((sum, [, { n, flagged }]) => ({ n: sum.n + n, flagged: sum.flagged + flagged }), {
              n: 0,
              flagged: 0,
            })
        const share = ({ n, flagged }: { n: number; flagged: number }) => (n === 0 ? null : flagged / n)
        return [
          one,
          {
            sentences: tally.untouched?.n ?? 0,
            caught: share(of('planted')),
            falseAlarms: share(of('untouched')),
            falseAlarmsReworded: share(of('reworded')),
            by: Object.fromEntries(Object.entries(tally).map(([name, sum]) => [name, { n: sum.n, share: share(sum) }])),
          },
        ] as const
      }),
  )
  return { seed: SEED, ...figures }
}

function casesOf(folder: string): Case[] {
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith('.md')).sort()
  if (files.length === 0) throw new AppError('bad-input', `${folder} holds no Markdown page.`)
  return files.flatMap((path, at) => {
    const read = readDocument({ path, content: readFileSync(join(folder, path)), today: '2026-01-01' })
    if (read.state === 'refused') return []
    const half = Number.parseInt(sha256Hex(path).slice(0, 2), 16) % 2 === 0 ? 'dev' : 'aside'
    const passages = read.body.passages.map(
      ({ id, ...passage }): DraftPassage => ({ ...passage, document: read.id, title: read.body.title, passage: id }),
    )
    const grounds = new Map(passages.map((passage) => [passage.passage, readGround({ ...passage, links: [] })]))
    return [0, 1, 2].flatMap((turn) =>
      draftCases(
        briefOf(read.id, read.body.title, formats[(at + turn * 3) % formats.length] ?? 'steps'),
        passages,
        grounds,
        half,
      ),
    )
  })
}

function draftCases(
  brief: KeptBrief,
  passages: DraftPassage[],
  grounds: ReadonlyMap<string, Case['grounds'][number]>,
  half: Case['half'],
): Case[] {
  const { kind, body, parts } = draftBody({
    brief,
    passages,
    subCompetencies: [],
    reviewBy: '2027-01-01',
    at: '2026-01-01T00:00:00.000Z',
  })
  if (parts === 0 || (kind === 'process-guide' && parts < 2)) return []
  return saidParts(kind, body)
    .flatMap(({ sentences, sources }) =>
      sentences
        .filter((sentence) => sentence.split(' ').length >= 5 && !sentence.includes(' | '))
        .map((sentence) => ({ half, sentence, grounds: sources.flatMap(({ passage }) => grounds.get(passage) ?? []) })),
    )
    .slice(0, MOST_SENTENCES)
}

const briefOf = (document: string, title: string, format: BriefFormat): KeptBrief => ({
  id: 'eval',
  competency: 'eval',
  role: 'eval',
  context: `You work on ${title}`.slice(0, 500),
  objective: `Do what ${title} asks`.slice(0, 500),
  format,
  sources: [{ document }],
})

export const evalSupportCommand = defineCommand({
  meta: {
    name: 'support',
    description: 'How many planted sentences that no passage supports are caught before review',
  },
  args: {
    folder: { type: 'positional', description: 'Markdown pages', required: true },
    half: { type: 'string', description: 'dev, aside or all', default: 'all' },
    show: { type: 'string', description: 'share of the mistakes to print on stderr, 0 to 1', default: '0' },
    json: { type: 'boolean', description: 'one JSON object on stdout' },
  },
  run: ({ args }) => {
    const { half } = args
    if (half !== 'dev' && half !== 'aside' && half !== 'all')
      throw new AppError('bad-input', '--half: dev, aside or all')
    printResult(evalSupport(args.folder, half, Number(args.show)), args.json === true)
  },
})
