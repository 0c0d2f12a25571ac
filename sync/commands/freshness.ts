import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError, addDays, dayOf, parse } from '#core/base'
import { Day } from '#core/content'
import {
  countFreshness,
  type Freshness,
  FreshnessBoard,
  type FreshnessCounts,
  freshnessOf,
  readDocument,
  shareInDate,
} from '#core/knowledge'
import { withOperator } from '../client.ts'
import { folderFiles } from '../sources/folder-files.ts'

/** `handrail freshness`: which documents are in date, here or in a folder of pages. */
export const freshness = defineCommand({
  meta: { name: 'freshness', description: 'Say which documents are in date, due for review or overdue' },
  args: {
    folder: { type: 'string', description: 'pages in a folder instead, by the dates in their front matter' },
    on: { type: 'string', description: 'with --folder: the day to judge by; today unless told' },
    days: { type: 'string', description: 'list what is due within so many days, 0 for overdue only', default: '30' },
    json: { type: 'boolean', description: 'one JSON object on stdout' },
  },
  run: async ({ args }) => {
    if (args.folder !== undefined) return ofFolder(args.folder, args.on, args.json ?? false)
    if (args.on !== undefined) throw new AppError('bad-usage', '--on is for a --folder; the board is as of today.')
    const board = await withOperator(async (operator) =>
      parse(FreshnessBoard, await operator.get('/v1/studio/freshness'), 'freshness'),
    )
    if (args.json) return console.log(JSON.stringify({ ...board, share: shareInDate(board.counts) }))
    console.log(line(board.today, board.counts))
    for (const { title, counts } of board.domains) console.log(`  ${title}: ${line('', counts)}`)
    const until = addDays(board.today, parse(Days, args.days, '--days'))
    for (const { document, title, owner, reviewBy, state, use } of board.rows) {
      if (state === 'in-date' || (reviewBy !== null && reviewBy >= until && state !== 'overdue')) continue
      const used = use === null ? '' : `, opened by ${use} people or more in a week`
      console.log(`${title}  (${document}, ${owner ?? 'no owner'}): ${state} ${reviewBy ?? ''}${used}`)
    }
  },
})
const Days = v.pipe(v.string(), v.regex(/^\d{1,4}$/, 'must be a number of days'), v.transform(Number))

interface Page {
  file: string
  reviewBy: string | null
  state: Freshness
}

function ofFolder(folder: string, on: string | undefined, json: boolean) {
  const day = on === undefined ? dayOf(Date.now()) : parse(Day, on, '--on')
  const pages: Page[] = []
  const refused: { file: string; reason: string }[] = []
  for (const { file } of folderFiles(folder)) {
    const read = readDocument({ path: file, content: readFileSync(join(folder, file)), today: day })
    if (read.state === 'refused') refused.push({ file, reason: read.reason })
    else {
      const reviewBy = read.body.reviewBy ?? null
      pages.push({ file, reviewBy, state: freshnessOf(reviewBy, day) })
    }
  }
  const counts = countFreshness(pages.map(({ state }) => state))
  const overdue = pages
    .filter(({ state }) => state === 'overdue')
    .sort((a, b) => ((a.reviewBy ?? '') < (b.reviewBy ?? '') ? -1 : 1))
  for (const { file, reason } of refused) console.error(`${file}: ${reason}`)
  if (json) return console.log(JSON.stringify({ day, counts, share: shareInDate(counts), overdue, refused }))
  console.log(line(day, counts))
  for (const { file, reviewBy } of overdue) console.log(`  ${reviewBy}  ${file}`)
}

function line(day: string, counts: FreshnessCounts): string {
  const { inDate, due, overdue, noDate } = counts
  const all = inDate + due + overdue + noDate
  const share = shareInDate(counts)
  const percent = share === null ? '' : ` (${Math.round(share * 100)} % in date)`
  return `${day ? `${day}: ` : ''}${all} documents, ${inDate} in date, ${due} due, ${overdue} overdue, ${noDate} without a date${percent}`
}
