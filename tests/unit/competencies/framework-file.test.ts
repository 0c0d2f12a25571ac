import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellOf, guardedCell } from '#core/base'
import { type Framework, frameworkCsv, frameworkJson, readFrameworkCsv, readFrameworkJson } from '#core/competencies'

const nasty = [
  '=1+1',
  "'=cmd",
  "''+2",
  '-3',
  '@sum',
  'a "quoted", text',
  'two\r\nlines',
  'عربي, "نص"',
  'ends,',
  '\u202Ertl',
]
const text = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }))
const words = text.filter((each) => each.trim() !== '').map((each) => each.trim())
const slug = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,4})?$/)
const day = fc.integer({ min: 0, max: 9000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10))
const statement = fc.record({ verb: words, object: words, condition: words, standard: words })
const note = fc.option(words, { nil: undefined }).map((each) => (each === undefined ? {} : { note: each }))
const named = fc.record({ id: slug, title: words })
const change = fc
  .tuple(
    fc.record({
      on: day,
      by: words,
      change: fc.constantFrom('renamed' as const, 'split' as const, 'merged' as const, 'retired' as const),
      from: fc.array(named, { maxLength: 2 }),
      into: fc.array(named, { maxLength: 2 }),
    }),
    note,
  )
  .map(([entry, more]) => ({ ...entry, ...more }))
const source = fc
  .tuple(
    fc.record({ person: words, on: day, evidence: fc.constantFrom('policy' as const, 'job-description' as const) }),
    note,
  )
  .map(([entry, more]) => ({ ...entry, ...more }))
const competencyBody = fc.record(
  {
    title: words,
    statement,
    subCompetencies: fc.uniqueArray(fc.record({ id: slug, title: words, statement }), {
      minLength: 1,
      maxLength: 3,
      selector: ({ id }) => id,
    }),
    levels: fc.array(fc.record({ level: fc.integer({ min: 1, max: 5 }), description: words }), { maxLength: 2 }),
    provenance: fc.array(source, { minLength: 1, maxLength: 2 }),
    history: fc.array(change, { minLength: 1, maxLength: 2 }),
    retiredOn: day,
    replacedBy: fc.array(slug, { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ['title', 'statement', 'subCompetencies', 'levels', 'provenance'] },
)
const profileBody = fc.record(
  {
    title: words,
    owner: words,
    reviewedOn: day,
    cadenceMonths: fc.constantFrom(6, 12),
    competencies: fc.array(
      fc.record({
        competency: slug,
        level: fc.integer({ min: 1, max: 5 }),
        weight: fc.double({ min: 0.001, max: 1, noNaN: true }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    reviews: fc.array(fc.record({ on: day, by: words }), { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ['title', 'owner', 'reviewedOn', 'cadenceMonths', 'competencies'] },
)
const byId = { maxLength: 4, selector: ({ id }: { id: string }) => id }
const framework: fc.Arbitrary<Framework> = fc.record({
  competencies: fc.uniqueArray(fc.record({ id: slug, body: competencyBody }), byId),
  profiles: fc.uniqueArray(fc.record({ id: slug, body: profileBody }), byId),
})

describe('the map as a file', () => {
  it('is the same bytes after JSON, after CSV, and after one through the other', () => {
    const seed = Date.now()
    console.log(`seed ${seed}`)
    fc.assert(
      fc.property(framework, (map) => {
        const json = frameworkJson(map)
        const csv = frameworkCsv(map)
        expect(frameworkJson(readFrameworkJson(json))).toBe(json)
        expect(frameworkCsv(readFrameworkCsv(csv))).toBe(csv)
        expect(frameworkJson(readFrameworkCsv(csv))).toBe(json)
        expect(readFrameworkCsv(csv).refused).toEqual([])
      }),
      { seed, numRuns: 150 },
    )
  })

  it('says of a row that is wrong on which line it stands, and takes the rest', () => {
    const [map] = fc.sample(
      framework.filter(({ competencies }) => competencies.length === 2),
      { seed: 5, numRuns: 1 },
    )
    const good = frameworkCsv(map ?? { competencies: [], profiles: [] })
    const bad = `${good}role,,Not A Slug,Clerk,,,,,,,,Ann,2026-01-01,,,,,12\r\nneeds,nobody,x,,,,,,1,1,,,,,,,,\r\nnonsense,,,,,,,,,,,,,,,,,\r\n`
    const { refused, competencies } = readFrameworkCsv(bad)
    const last = good.split('\r\n').length
    expect(competencies).toHaveLength(2)
    expect(refused.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('nobody'),
      expect.stringContaining('nonsense'),
      expect.stringContaining('Not A Slug'),
    ])
    expect(refused.every(({ row }) => /^line \d+$/.test(row))).toBe(true)
    expect(Number(refused[0]?.row.slice(5))).toBeGreaterThanOrEqual(last)
  })

  it('has no cell a spreadsheet would compute, and loses none by that', () => {
    for (const cell of nasty) {
      expect(String(guardedCell(cell))).not.toMatch(/^[=+\-@\t\r]/)
      expect(cellOf(String(guardedCell(cell)))).toBe(cell)
    }
    expect(guardedCell(-3)).toBe(-3)
  })
})
