import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { evalAbility } from '../../../sync/commands/eval-ability.ts'
import { evalItems } from '../../../sync/commands/eval-items.ts'

const file = (name: string, text: string) => {
  const path = join(tmpdir(), `eval-items-${process.pid}-${name}`)
  writeFileSync(path, text)
  return path
}
const run = (text: string, model = '2pl', names?: string) => {
  const said: string[] = []
  return {
    ...evalItems(file('answers.csv', text), model, { names, fine: false, say: (line) => said.push(line) }),
    said,
  }
}
const people = ['1,1,0', '1,0,0', '0,1,1', '1,1,1', '0,0,0', '0,1,0', '1,0,1', '0,0,1']

test.each([
  ['a column named twice', ['x,y,x', ...people], 'the header names "x" twice'],
  ['a short row', ['x,y,z', ...people, '1,0'], 'line 10: 2 fields, but the header has 3'],
  ['no column of answers', ['x,y,z', 'a,b,c', 'd,e,f'], 'no column is all 0 and 1'],
  ['nobody', ['x,y,z'], 'no column is all 0 and 1'],
  ['one person', ['x,y,z', '1,0,1'], 'at least two rows'],
  ['an item everybody gets right', ['x,y,z', '1,0,1', '1,1,0', '1,1,1'], 'everybody has the same score in "x"'],
])('%s is refused in one sentence', (_, lines, sentence) => {
  expect(() => run(lines.join('\n'))).toThrow(sentence)
})

test('a column asked for by name must be there and hold answers', () => {
  const text = ['x,y,age', '1,0,30', '0,1,40'].join('\n')
  expect(() => run(text, '2pl', 'x,z')).toThrow('has no column "z"')
  expect(() => run(text, '2pl', 'x,age')).toThrow('the column "age" is not all 0 and 1')
  expect(() => run(text, '2pl', 'x,x')).toThrow('--items names "x" twice')
  expect(() => run(text, '4pl')).toThrow('--model')
})

test('columns that are not answers are left out and named; missing answers are counted', () => {
  const { items, said } = run(
    ['x,y,z,age', ...people.map((row, i) => `${i === 0 ? row.replace('0', 'NA') : row},3${i}`)].join('\n'),
  )
  expect(items.map(({ item }) => item)).toEqual(['x', 'y', 'z'])
  expect(said.slice(0, 2)).toEqual([
    'Left out, because they are not scores: age.',
    '1 answers are missing and count as not given.',
  ])
})

test('graded scores count by their order, whatever the figures', () => {
  const rows = ['1,3', '1,1', '3,3', '3,5', '1,3', '3,1', '3,5', '1,1', '3,3', '1,5']
  const shifted = rows.map((row) =>
    row.replaceAll('5', '2').replaceAll('3', '9').replaceAll('2', '9').replaceAll('9', '3'),
  )
  const { items } = run(['x,y', ...rows].join('\n'), 'grm')
  expect(items.map(({ cuts }) => cuts?.length)).toEqual([1, 2])
  expect(() => run(['x,y', ...shifted].join('\n'), 'grm')).not.toThrow()
})

const bank = 'item,a,b,c,d\nq1,1.2,-1,0.2,1\nq2,0.8,0,0,1\nq3,2,0.3,0,0.95\n'
const ability = (line: string, items = bank) => evalAbility(file('bank.csv', items), file('cases.jsonl', line)).cases[0]

test('a case has an ability, its error, and the next item, or none when all were answered', () => {
  expect(ability('{"responses":[{"item":"q1","score":1}],"method":"eap"}')).toMatchObject({ next: 'q3' })
  const all = '{"responses":[{"item":"q1","score":1},{"item":"q2","score":0},{"item":"q3","score":1}],"method":"wle"}'
  expect(ability(all)?.next).toBeNull()
  expect(ability('{"responses":[{"item":"q1","score":1}],"method":"ml","prior":null}')?.theta).toBe(4)
})

test.each([
  ['{"responses":[{"item":"q9","score":1}],"method":"eap"}', bank, 'has no item "q9"'],
  ['{"responses":[{"item":"q1","score":2}],"method":"eap"}', bank, 'cases.jsonl, line 1'],
  ['{"responses":[{"item":"q1","score":1},{"item":"q1","score":1}],"method":"ml"}', bank, 'answered twice'],
  ['{"responses":[],"method":"ml"}', bank, 'needs at least one answer'],
  ['{"responses":[],"method":"eap","range":[3,-3]}', bank, 'must rise'],
  ['{"responses":[],"method":"eap"}', 'item,a\nq1,1\n', 'the header lacks b'],
  ['{"responses":[],"method":"eap"}', 'item,a,b\nq1,x,0\n', 'line 2'],
  ['{"responses":[],"method":"eap"}', 'item,a,b\nq1,1,0\nq1,1,0\n', 'is there twice'],
  ['{"responses":[],"method":"eap"}', 'item,a,b,c,d\nq1,1,0,0.9,0.5\n', 'c below d'],
  [
    '{"responses":[{"item":"q1","score":1}],"method":"ml"}',
    'item,a,b\nq1,1e308,0\n',
    /"a": must lie within -1000 and 1000/,
  ],
])('what cannot be read as a case or a bank is refused in a sentence: %s', (line, items, sentence) => {
  expect(() => ability(line, items)).toThrow(sentence)
})
