import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from 'citty'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { AppError } from '#core/base'
import { gaps } from '../../../sync/commands/gaps.ts'
import { readiness } from '../../../sync/commands/readiness.ts'
import { initDemo } from '../../../sync/demo/init-demo.ts'
import { openFolder } from '../../../sync/folder.ts'
import { realWorld } from '../../../sync/organisation.ts'
import { tempFolder } from '../../support/organisation.ts'

let base: string
beforeAll(async () => {
  base = tempFolder()
  const folder = openFolder(base)
  await initDemo({ folder, log: () => {}, world: { ...realWorld, openEmbedder: () => null } })
  await folder.close()
}, 120_000)
afterAll(() => rmSync(base, { recursive: true, force: true }))

/** The commands themselves, in this process; what they throw is what `endWith` turns into a sentence and an exit code. */
async function handrail(
  ...[name = '', ...rawArgs]: string[]
): Promise<{ code: string | null; out: string; err: string }> {
  const said: string[] = []
  const keep = (text: unknown) => said.push(String(text)) > 0
  vi.spyOn(console, 'log').mockImplementation(keep)
  vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.spyOn(process.stdout, 'write').mockImplementation(keep)
  vi.stubEnv('HANDRAIL_DATA', base)
  try {
    await runCommand(name === 'gaps' ? gaps : readiness, { rawArgs })
    return { code: null, out: said.join('\n'), err: '' }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { code: error.code, out: said.join('\n'), err: error.message }
  } finally {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
  }
}
const lena = ['--as', 'lena']

it('gaps are saved, made active, told and refused by command', async () => {
  const file = join(base, 'gap.json')
  const gap = {
    role: 'service-desk-agent',
    competency: 'handle-refund',
    sub: null,
    statement: 'Cannot decide a refund above the limit in the desk without asking a colleague',
    asked: [],
    priority: { impact: 'quality', goal: '=Refunds right the first time', size: 2, why: 'One in six comes back' },
    owner: 'lena',
    effect: 'At most one in twenty comes back',
  }
  writeFileSync(file, JSON.stringify(gap))
  expect((await handrail('gaps', 'save', file, '--id', 'refunds', ...lena)).out).toBe('refunds: version 1 (saved)')
  expect((await handrail('gaps', 'activate', 'refunds', ...lena)).out).toBe('refunds is active.')
  expect(JSON.parse((await handrail('gaps', 'list', '--json')).out)).toMatchObject({ active: 1, most: 3 })
  const { out } = await handrail('gaps', 'report', '--csv')
  // no cell is a formula, and what is not known is no zero
  expect(out).toContain(`,quality,'=Refunds right the first time,Lena Fischer,`)
  expect(out).toContain('too few people,too few people,too few people')

  writeFileSync(file, JSON.stringify({ ...gap, statement: 'Needs to improve' }))
  const vague = await handrail('gaps', 'save', file, '--id', 'vague', ...lena)
  expect(vague).toMatchObject({ code: 'bad-input' })
  expect(vague.err).toContain('not specific yet')
}, 120_000)

it('readiness names what is missing, and refuses what waits for it', async () => {
  const { steps, switches } = JSON.parse((await handrail('readiness', 'show', '--json')).out)
  expect(steps).toHaveLength(8)
  expect(switches).toMatchObject([{ gate: 'model-drafting', on: false }, { gate: 'path-recommendation', on: true }, {}])
  const refused = await handrail('readiness', 'switch', 'scaling', 'on', ...lena)
  expect(refused).toMatchObject({ code: 'not-ready' })
  expect(refused.err).toBe(
    'Scaling beyond the pilot stays off. Missing: Pilot: nobody has filled in "Pilots". Audits, transparency and maintenance on schedule: nobody has filled in "Duties".',
  )
  expect((await handrail('readiness', 'evidence', 'measures', '--withdraw', ...lena)).code).toBeNull()
  expect((await handrail('readiness', 'show')).out).toContain(
    'path-recommendation: wanted, but off, waits for measures',
  )
}, 120_000)
