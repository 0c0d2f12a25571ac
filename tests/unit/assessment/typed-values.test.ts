import { describe, expect, it } from 'vitest'
import { readDays, readNumbers, saysSame } from '../../../core/assessment/typed-values.ts'

describe('a number as typed', () => {
  it.each<[string, number[]]>([
    ['102', [102]],
    ['£ 102,00', [102]],
    ['1,234.50 €', [1234.5]],
    ['1.234,50', [1234.5]],
    ['1 234,5', [1234.5]],
    ['1’234.50', [1234.5]],
    ['1,234,567', [1234567]],
    ['−5', [-5]],
    ['+0,5', [0.5]],
    ['.5', [0.5]],
    ['15 %', [15]],
    ['1,234', [1234, 1.234]],
    ['0.125', [0.125]],
    ['１２', [12]],
  ])('%s reads as %j', (typed, read) => expect(readNumbers(typed)).toEqual(read))
  it.each(['', 'eighty', '80 kg', '1.2.3', '1,23,456', '1.234,5.6', '12-13', '.', '--5'])(
    '%j is none',
    (typed) => void expect(readNumbers(typed)).toEqual([]),
  )
})

describe('a day as typed', () => {
  it.each<[string, string[]]>([
    ['2026-05-03', ['2026-05-03']],
    ['3 May 2026', ['2026-05-03']],
    ['3rd of May 2026', ['2026-05-03']],
    ['May 3, 2026', ['2026-05-03']],
    ['13.05.2026', ['2026-05-13']],
    ['3/5/2026', ['2026-05-03', '2026-03-05']],
    ['31 Feb 2026', []],
    ['30/02/2026', []],
    ['3 Smarch 2026', []],
    ['tomorrow', []],
  ])('%s reads as %j', (typed, read) => expect(readDays(typed)).toEqual(read))
})

describe('two values', () => {
  it.each([
    ['team lead', 'Team  Lead.'],
    ['LF 48211', 'lf48211'],
    ['“received” mark', '"received" mark'],
    ['1.080,00 £', '1080'],
    ['3 May 2026', '2026-05-03'],
    ['A–B', 'a-b'],
  ])('%s says the same as %s', (typed, right) => expect(saysSame(typed, right)).toBe(true))
  it.each([
    ['', ''],
    ['007', '7'],
    ['team', 'team lead'],
    ['1081', '1080'],
    ['not received', 'received'],
    ['4 May 2026', '2026-05-03'],
  ])('%j says another thing than %j', (typed, right) => expect(saysSame(typed, right)).toBe(false))
})
