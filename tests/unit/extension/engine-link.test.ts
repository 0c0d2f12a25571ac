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
])('refuses %s before the engine sees it', async (_, call) => {
  const { serve, asked } = link()
  expect(await serve(call)).toMatchObject({ ok: false, code: 'bad-input' })
  expect(asked).toEqual([])
})
