import { expect, it } from 'vitest'
import { AppError } from '#core/base'
import type { LinkedEngine } from '../../../extension/engine-link/calls.ts'
import { createEngineClient } from '../../../extension/engine-link/client.ts'
import { serveEngine } from '../../../extension/engine-link/serve.ts'

const id = '018f3b6c-5c1e-7e2a-9e57-1d2f3a4b5c6d'
const ref = { kind: 'job-aid', id: 'refund-limits' }
/** Answers come back as what was asked; messages are carried as JSON, as the browser does. */
function link(own: Partial<LinkedEngine> = {}) {
  const asked: unknown[][] = []
  const echo = new Proxy(own, {
    get: (target, name) =>
      Reflect.get(target, name) ??
      ((...args: unknown[]) => {
        asked.push([name, ...args])
        return Promise.resolve(null)
      }),
  }) as LinkedEngine
  const serve = serveEngine(echo)
  const carry = <T>(value: T): T => JSON.parse(JSON.stringify(value))
  const client = createEngineClient(async (method, args) => carry(await serve(carry({ method, args }))))
  return { client, serve, asked }
}

it('carries a call and its answer across', async () => {
  const { client, asked } = link({ toolHosts: async () => ['desk.example.com'] })
  expect(await client.toolHosts()).toEqual(['desk.example.com'])
  await client.rateAid(id, ref, 'out-of-date', 'limit is 60 now')
  await client.noteOpened(id, ref, 'nudge')
  expect(asked).toEqual([
    ['rateAid', id, ref, 'out-of-date', 'limit is 60 now'],
    ['noteOpened', id, ref, 'nudge'],
  ])
})

it('brings a fault across with its code and its sentence', async () => {
  const { client } = link({
    enrol: () => Promise.reject(new AppError('code-used', 'This link was used already; ask for a new one.')),
  })
  await expect(client.enrol('http://x/enrol#a.b.c')).rejects.toMatchObject({
    code: 'code-used',
    message: 'This link was used already; ask for a new one.',
  })
})

it.each([
  ['a call that is not on the list', { method: 'approve', args: ['0'.repeat(64), 'sme'] }],
  ['a property every object has', { method: 'constructor', args: [] }],
  ['a call with a foreign argument', { method: 'open', args: [{ kind: 'job-aid' }] }],
  ['an event without its id', { method: 'noteOpened', args: ['1', ref, 'nudge'] }],
  ['signals with a value in them', { method: 'offer', args: [{ host: 'x', value: 'secret' }, []] }],
  ['too many arguments', { method: 'me', args: [1] }],
  ['a release composed from here', { method: 'studio', args: [{ method: 'POST', path: '/v1/studio/releases' }] }],
  ['another part of the studio', { method: 'studio', args: [{ method: 'GET', path: '/v1/studio/hours' }] }],
  ['a way round', { method: 'studio', args: [{ method: 'DELETE', path: '/v1/studio/rollbacks/../keys' }] }],
])('refuses %s before the engine sees it', async (_, call) => {
  const { serve, asked } = link()
  expect(await serve(call)).toMatchObject({ ok: false, code: 'bad-input' })
  expect(asked).toEqual([])
})

it('carries all that signing a release or a way back needs', async () => {
  const { client, asked } = link()
  const sha256 = 'a'.repeat(64)
  const calls = [
    ['signRelease', sha256, { acceptLowerRecall: true, departments: ['Shop'] }],
    ['approve', [sha256], 'sme', { rollbackIn: 5 }],
    ['searchQuality'],
    ['studio', { method: 'GET', path: '/v1/studio/releases/waiting/difference' }],
    ['studio', { method: 'GET', path: '/v1/studio/rollbacks' }],
    ['studio', { method: 'DELETE', path: `/v1/studio/rollbacks/${id}` }],
  ] as const
  await client.signRelease(sha256, { acceptLowerRecall: true, departments: ['Shop'] })
  await client.approve([sha256], 'sme', { rollbackIn: 5 })
  await client.searchQuality()
  for (const [name, request] of calls) if (name === 'studio') await client.studio(request)
  expect(asked).toEqual(calls)
})

it('carries a search with all that narrows it, and a search that ended with what was chosen', async () => {
  const { client, asked } = link()
  const request = { text: 'refund lim', limit: 8, typing: true, box: 'panel', where: { kinds: ['job-aid'] } }
  await client.search(request)
  await client.search({ text: 'x'.repeat(10_000) })
  await client.searchEnded('refund limits')
  await client.searchEnded('refund limits', ref)
  await client.notePower('battery')
  await client.meaningState()
  await client.suggestions()
  expect(asked).toEqual([
    ['search', request],
    ['search', { text: 'x'.repeat(10_000) }],
    ['searchEnded', 'refund limits'],
    ['searchEnded', 'refund limits', ref],
    ['notePower', 'battery'],
    ['meaningState'],
    ['suggestions'],
  ])
})

it.each([
  ['a search for a megabyte', { method: 'search', args: [{ text: 'x'.repeat(1_000_000) }] }],
  ['a search for everything at once', { method: 'search', args: [{ text: 'x', limit: 5000 }] }],
  ['a search that asks for something unknown', { method: 'search', args: [{ text: 'x', sql: '1' }] }],
  ['a power that is none', { method: 'notePower', args: ['nuclear'] }],
  ["what is for the app alone: sharing a person's counts", { method: 'shareUnanswered', args: [[]] }],
])('refuses %s', async (_, call) => {
  const { serve, asked } = link()
  expect(await serve(call)).toMatchObject({ ok: false, code: 'bad-input' })
  expect(asked).toEqual([])
})
