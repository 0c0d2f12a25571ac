import { defineCommand } from 'citty'
import * as v from 'valibot'
import { estimateTheta, mostInformative } from '#core/assessment'
import { AppError, parse } from '#core/base'
import { printResult } from './eval-output.ts'
import { readJsonLines } from './input-file.ts'
import { readTable } from './read-table.ts'

/** Beyond it no bank or person lies, and powers of e run out of numbers. */
const FARTHEST = 1_000
const near = v.check((x: number) => Math.abs(x) <= FARTHEST, `must lie within -${FARTHEST} and ${FARTHEST}`)
const Figure = v.pipe(v.string(), v.trim(), v.nonEmpty('is empty'), v.toNumber('is not a number'), near)
const Given = v.pipe(v.number(), near)
const Share = v.pipe(Figure, v.minValue(0), v.maxValue(1))
const Item = v.pipe(
  v.object({
    item: v.pipe(v.string(), v.nonEmpty('has no name')),
    a: v.pipe(
      Figure,
      v.check((a) => a !== 0, 'must not be 0'),
    ),
    b: Figure,
    c: v.optional(Share, '0'),
    d: v.optional(Share, '1'),
  }),
  v.check(({ c, d }) => c < d, 'needs c below d'),
)
const Case = v.object({
  responses: v.array(v.object({ item: v.string(), score: v.picklist([0, 1]) })),
  method: v.picklist(['eap', 'wle', 'ml', 'bm']),
  prior: v.nullish(v.object({ mean: Given, sd: v.pipe(Given, v.gtValue(0)) })),
  range: v.nullish(
    v.pipe(
      v.tuple([Given, Given]),
      v.check(([low, high]) => low < high, 'must rise'),
    ),
  ),
})

/**
 * Ability of each case, its standard error, and the item of those not answered that tells most there (null: none is left).
 *
 * @param bank  header item,a,b,c,d (c and d may be left out: 0 and 1)
 * @param cases {responses: [{item, score}], method, prior?, range?}, one a line
 */
export function evalAbility(bank: string, cases: string) {
  const items = readBank(bank)
  return {
    cases: readJsonLines(cases, Case).map(({ responses, method, prior, range }, i) => {
      const where = `${cases}, case ${i + 1}`
      const answered = new Set(responses.map(({ item }) => item))
      if (answered.size < responses.length) throw new AppError('bad-input', `${where}: an item is answered twice.`)
      const known = responses.map(({ item, score }) => {
        const model = items.get(item)
        if (!model) throw new AppError('bad-input', `${where}: ${bank} has no item "${item}".`)
        return { item: model, score }
      })
      const { theta, se } = estimateTheta({
        responses: known,
        method,
        ...(prior ? { prior } : {}),
        ...(range ? { range } : {}),
      })
      const left = [...items].filter(([name]) => !answered.has(name))
      const place = mostInformative(
        left.map(([, model]) => model),
        theta,
      )
      return { theta, se, next: place === null ? null : (left[place]?.[0] ?? null) }
    }),
  }
}

/** A bank by item, in the file's order. @throws {AppError} `bad-input` naming the line */
export function readBank(path: string): Map<string, v.InferOutput<typeof Item>> {
  const items = new Map<string, v.InferOutput<typeof Item>>()
  for (const { cells, where } of readTable(path, ['item', 'a', 'b']).rows) {
    const row = parse(Item, cells, where)
    if (items.has(row.item)) throw new AppError('bad-input', `${where}: "${row.item}" is there twice.`)
    items.set(row.item, row)
  }
  if (items.size === 0) throw new AppError('bad-input', `${path} holds no item.`)
  return items
}

export const evalAbilityCommand = defineCommand({
  meta: { name: 'ability', description: 'Ability, its standard error and the next item, for answers to a bank' },
  args: {
    bank: { type: 'positional', description: 'CSV with the columns item,a,b,c,d', required: true },
    cases: { type: 'positional', description: '{responses, method, prior, range}, one a line', required: true },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  run: ({ args }) => printResult(evalAbility(args.bank, args.cases), args.json),
})
