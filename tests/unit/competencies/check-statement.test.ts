import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkCompetency, checkParts, checkStatement } from '#core/competencies'
import { competency } from '#core/content'
import { dataSet } from '../../support/data-sets.ts'

interface Labelled {
  text: string
  specific: boolean
}
const list = (name: string): Labelled[] =>
  readFileSync(resolve(import.meta.dirname, `../../golden/statements-${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
const share = (rows: Labelled[], specific: boolean) => {
  const told = rows.filter((row) => row.specific === specific)
  return told.filter(({ text }) => checkStatement(text).specific === specific).length / told.length
}

describe('a statement in free words', () => {
  it.each(['dev', 'aside'])('is told vague from specific in at least nine of ten of the %s list', (name) => {
    const rows = list(name)
    expect(rows.length).toBeGreaterThan(150)
    expect(share(rows, false)).toBeGreaterThanOrEqual(0.9)
    expect(share(rows, true)).toBeGreaterThanOrEqual(0.9)
  })

  it('is told what it lacks', () => {
    expect(checkStatement('Needs improvement in data analysis')).toMatchObject({
      specific: false,
      missing: ['verb', 'condition', 'standard'],
    })
    expect(checkStatement('Writes reports')).toMatchObject({ specific: false, missing: ['condition', 'standard'] })
    expect(checkStatement('Cannot produce a pivot table from raw export without assistance')).toMatchObject({
      specific: true,
      missing: [],
    })
  })

  it('is not made specific by a number, where the verb cannot be watched', () => {
    for (const text of [
      'Understands how to complete a purchase order within two days',
      'Improve productivity by 20 %',
      'Complete the e-learning course by Friday',
      'Has five years of experience in project management',
    ])
      expect(checkStatement(text).specific, text).toBe(false)
  })

  it.each(['', ' ', '...', '☃ 42', 'ا ب ج', 'x'.repeat(5000)])('is answered whatever it is: %j', (text) => {
    expect(checkStatement(text).specific).toBe(false)
  })
})

const skills = dataSet('frameworks')
it.runIf(skills)('labels of real skills, which name no condition and no standard, do not pass', () => {
  const labels = readFileSync(`${skills}/esco_skills_en_subset.csv`, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('http'))
    .map((line) => line.split(',')[2] ?? '')
    .filter(Boolean)
  expect(labels.length).toBeGreaterThan(4000)
  const passed = labels.filter((label) => checkStatement(label).specific)
  expect(passed.length / labels.length).toBeLessThan(0.05)
})

describe('a statement in four parts', () => {
  const good = {
    verb: 'Posts',
    object: 'a supplier invoice',
    condition: 'in SAP, from a scan',
    standard: 'within five minutes',
  }
  const parts = (over: Partial<typeof good>) => checkParts({ ...good, ...over }).map(({ part }) => part)
  it('passes whole, and says of each part that says nothing what to write', () => {
    expect(checkParts(good)).toEqual([])
    expect(checkParts({}).map(({ part }) => part)).toEqual(['verb', 'object', 'condition', 'standard'])
    expect(parts({ verb: 'Understands' })).toEqual(['verb'])
    expect(parts({ object: 'things' })).toEqual(['object'])
    expect(parts({ condition: 'as needed' })).toEqual(['condition'])
    for (const standard of ['well', 'effectively', 'to a high standard', 'in a timely manner', 'n/a'])
      expect(parts({ standard }), standard).toEqual(['standard'])
  })

  it('that is endless is refused at once, and holds nobody up', () => {
    const startMs = performance.now()
    expect(parts({ standard: '1'.repeat(200_000) })).toEqual(['standard'])
    checkStatement('1.'.repeat(100_000))
    expect(performance.now() - startMs).toBeLessThan(1000)
  })

  it('keeps a competency from being stored, with every fault named', () => {
    const [example] = competency.examples as [Record<string, unknown>]
    expect(() => checkCompetency(example)).not.toThrow()
    const vague = { ...example, statement: { ...good, verb: 'Know', standard: 'well' } }
    expect(() => checkCompetency(vague)).toThrow(/verb: .*standard: /)
  })
})
