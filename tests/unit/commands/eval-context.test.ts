import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'

const root = mkdtempSync(join(tmpdir(), 'handrail-context-'))
process.env.HANDRAIL_DATA = root
afterAll(() => rmSync(root, { recursive: true }))
const { evalContext } = await import('../../../sync/commands/eval-context.ts')

const folder = join(root, 'set')
const signals = (said: object) => ({
  host: 'tool.example',
  pathShape: '/',
  title: '',
  headings: [],
  labels: [],
  focused: null,
  banners: [],
  ...said,
})
const state = (id: string, task: string | null, said: object) => ({ id, tool: 'tool', task, signals: signals(said) })
const here = (pattern: string) => [{ matcher: 'path', pattern }]
const aids = [
  { id: 'a1', task: 'leave', title: 'Ask for leave', text: 'Check your holiday balance.', rules: here('/leave') },
  {
    id: 'a2',
    task: 'order',
    title: 'Raise a purchase order',
    text: 'Three quotes from suppliers.',
    rules: here('/order'),
  },
]

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'states'), { recursive: true })
  write('aids.json', aids)
})
const write = (file: string, value: unknown) => writeFileSync(join(folder, file), JSON.stringify(value))

test('counts right tasks over states with a task, and wrong nudges over all states', async () => {
  write('states/one.json', state('1', 'leave', { pathShape: '/leave' }))
  write('states/more.json', [
    state('2', 'leave', { pathShape: '/order' }),
    state('3', null, { pathShape: '/order' }),
    state('4', 'order', { title: 'Weather' }),
  ])
  const { n, top1, wrongAidRate, silentRate } = await evalContext(folder, 'on')
  expect({ n, wrongAidRate, silentRate }).toEqual({ n: 4, wrongAidRate: 0.5, silentRate: 1 / 3 })
  expect([1 / 3, 2 / 3]).toContain(top1)
})

test('uses no rule with rules off, and says what keywords alone find', async () => {
  write('states/s.json', [
    state('1', 'order', { pathShape: '/leave', headings: ['New purchase order'], labels: ['Supplier'] }),
    state('2', null, { pathShape: '/leave', headings: ['Weather'] }),
  ])
  expect(await evalContext(folder, 'on')).toMatchObject({ wrongAidRate: 1 })
  const right = { n: 2, taskAccuracy: 1, top1: 1, wrongAidRate: 0, silentRate: 0 }
  expect(await evalContext(folder, 'off')).toEqual({
    ...right,
    keywordTaskAccuracy: 1,
    tools: { tool: right },
  })
})

test.each([
  ['a folder without states', () => rmSync(join(folder, 'states'), { recursive: true })],
  ['no state at all', () => {}],
  ['a state with a value in it', () => write('states/s.json', state('1', null, { value: 'secret' }))],
  [
    'a rule no matcher knows',
    () => {
      write('states/s.json', state('1', null, {}))
      write('aids.json', [{ ...aids[0], rules: [{ matcher: 'eval', code: '1' }] }])
    },
  ],
])('refuses %s, and says what to do', async (_, spoil) => {
  spoil()
  await expect(evalContext(folder, 'on')).rejects.toMatchObject({ message: expect.stringMatching(/\w+/) })
})
