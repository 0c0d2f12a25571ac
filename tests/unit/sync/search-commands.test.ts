import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { commandLine } from '../../support/command-line.ts'
import { tempFolder } from '../../support/organisation.ts'

const base = tempFolder()
/** The command line on a demo organisation. */
const handrail = commandLine(join(base, 'demo'))
beforeAll(async () => {
  expect(await handrail('init', '--demo')).toMatchObject({ exit: 0 })
}, 120_000)
afterAll(() => rmSync(base, { recursive: true, force: true }))

const json = async (...args: string[]) => JSON.parse((await handrail(...args, '--json')).out)

it('questions come from a CSV, and say what is wrong with them', async () => {
  const file = join(base, 'questions.csv')
  const lines = [
    'question,kind,id',
    '"who may refund, and how much",job-aid,refund-approval',
    '"who may refund, and how much",document,refunds',
    'where is my parcel,process-guide,parcel-not-arrived',
  ]
  writeFileSync(file, lines.join('\n'))
  expect((await handrail('questions', 'add', '--file', file, '--as', 'lena')).out).toBe(
    '2 new, 0 changed, 0 the same\n',
  )
  const { questions } = await json('questions', 'list')
  const added = questions.find(({ text }: { text: string }) => text.startsWith('who may refund'))
  expect(added).toMatchObject({
    expected: [{ id: 'refund-approval', title: 'Who approves a refund' }, { id: 'refunds' }],
  })
  expect((await handrail('questions', 'remove', added.id, '--as', 'lena')).exit).toBe(0)
  writeFileSync(file, 'question,kind,id\nwhere is my sofa,document,refunds\nwhere is my bed,job-aid,none\n')
  expect(await handrail('questions', 'add', '--file', file, '--as', 'lena')).toMatchObject({
    exit: 2,
    err: `${file} line 3: There is no job-aid "none" that a person could open.\n`,
  })
  expect(JSON.stringify(await json('questions', 'list'))).not.toContain('sofa')
  const unknown = await handrail('questions', 'add', 'a question', '--expect', 'job-aid:none', '--as', 'lena')
  expect(unknown).toMatchObject({ exit: 2, err: 'There is no job-aid "none" that a person could open.\n' })
}, 120_000)

it('a release that answers fewer questions is not signed unless somebody says so', async () => {
  expect((await handrail('synonyms', 'add', 'flimflam', 'priority', '--as', 'amira')).exit).toBe(0)
  const answer = ['--expect', 'job-aid:ticket-priority']
  expect((await handrail('questions', 'add', 'flimflam', ...answer, '--as', 'amira')).exit).toBe(0)
  expect((await handrail('release', '--as', 'lena', '--demo-sign')).exit).toBe(0)

  expect((await handrail('synonyms', 'remove', 'flimflam', '--as', 'lena')).exit).toBe(0)
  const worse = await handrail('release', '--as', 'lena', '--demo-sign')
  expect(worse.exit).toBe(1)
  expect(worse.out).toContain('Warning: this release answers fewer than the last one. Lost:\n  "flimflam"')
  expect(worse.out).toContain('waits for an L&D reviewer')
  expect(worse.err).toContain('--accept-lower-recall')
  expect((await json('questions', 'check')).release).toBe(2)

  const accepted = await handrail('release', '--as', 'lena', '--demo-sign', '--accept-lower-recall')
  expect(accepted.out).toContain('is published')
}, 180_000)

it('search quotes the part of a long passage that answers', async () => {
  const folder = join(base, 'pages')
  mkdirSync(folder)
  const text = 'Nothing here is worth a look. '.repeat(30) + 'The zeppelin is booked at the front desk. '.repeat(25)
  writeFileSync(join(folder, 'travel.md'), `# Travel\n\n${text}\n`)
  expect(await handrail('import', 'documents', folder, '--as', 'amira')).toMatchObject({ exit: 0 })
  const { hits } = await json('search', 'zeppelin')
  expect(hits[0]).toMatchObject({ kind: 'document', title: 'Travel' })
  expect(hits[0].excerpt).toContain('zeppelin')
}, 120_000)

it('search keeps to a kind and a competency, and says when nothing fits', async () => {
  const found = await json(
    'search',
    'refund',
    '--kind',
    'job-aid',
    '--competency',
    'refund-limits',
    '--state',
    'released',
  )
  expect(found.hits.map(({ id }: { id: string }) => id)).toEqual(['refund-approval'])
  const unknown = await handrail('search', 'refund', '--kind', 'poem')
  expect(unknown).toMatchObject({
    exit: 2,
    err: expect.stringContaining('--kind does not know "poem"; it takes assess'),
  })
  expect((await handrail('search', 'refund', '--role', 'pirate')).err).toContain('--role does not know "pirate"')
  const { hits } = await json('search', 'refund', '--limit', '100')
  expect(hits.filter(({ kind }: { kind: string }) => ['placement', 'assessment'].includes(kind))).toEqual([])
  expect((await json('search', 'refund', '--kind', 'placement')).hits.length).toBeGreaterThan(0)
  const nothing = await handrail('search', 'quantum chromodynamics lattice')
  expect(nothing.out).toMatch(/^Nothing fits\. These come closest:\n/)
}, 120_000)
