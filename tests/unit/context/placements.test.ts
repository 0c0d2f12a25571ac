import { expect, it } from 'vitest'
import { placement } from '#core/content'
import { checkPlacement, matchPlacements, type Placement, placementHosts, readPlacement } from '#core/context'
import { signalsOf } from './page.ts'

const place = (id: string, ...rules: Placement['rules']): Placement => ({
  id,
  aid: { kind: 'job-aid', id: `aid-${id}` },
  reason: 'you are here',
  rules,
})
const host = { matcher: 'host', host: 'desk.example.com' }
const refund = { matcher: 'path', pattern: '/tickets/*/refund' }
const limit = { matcher: 'banner-says', text: 'above your limit' }
const onRefund = { pathShape: '/tickets/:id/refund' }

it('takes the example of the content kind', () => {
  for (const example of placement.examples) expect(() => checkPlacement(example)).not.toThrow()
})

it('refuses a placement whose rule no matcher knows, or whose data the matcher refuses', () => {
  const body = { title: 'T', aid: { kind: 'job-aid', id: 'a' }, reason: 'r' }
  expect(() => checkPlacement({ ...body, rules: [{ matcher: 'eval', code: '1' }] })).toThrow(
    expect.objectContaining({ code: 'unknown-matcher' }),
  )
  expect(() => checkPlacement({ ...body, rules: [{ matcher: 'path', pattern: 'tickets(.*)' }] })).toThrow(
    expect.objectContaining({ code: 'bad-input' }),
  )
  expect(() => readPlacement('p', { ...body, rules: [] })).toThrow(expect.objectContaining({ code: 'bad-input' }))
})

it('needs every rule to hold', () => {
  const both = place('both', host, refund)
  expect(matchPlacements(signalsOf(onRefund), [both])).toEqual([both])
  expect(matchPlacements(signalsOf({ ...onRefund, host: 'other.example.com' }), [both])).toEqual([])
  expect(matchPlacements(signalsOf({ pathShape: '/tickets' }), [both])).toEqual([])
})

it('puts more rules first, then rules that narrow further, then the id, whatever the order given', () => {
  const tool = place('a-tool', host)
  const page = place('b-page', host, refund)
  const moment = place('c-moment', host, limit)
  const all = place('d-all', host, refund, limit)
  const twin = place('b-twin', host, refund)
  const signals = signalsOf({ ...onRefund, banners: ['Refund above your limit'] })
  const expected = ['d-all', 'c-moment', 'b-page', 'b-twin', 'a-tool']
  expect(matchPlacements(signals, [tool, page, moment, all, twin]).map(({ id }) => id)).toEqual(expected)
  expect(matchPlacements(signals, [twin, all, moment, page, tool]).map(({ id }) => id)).toEqual(expected)
})

it('names the tools it has help for, each once', () => {
  const other = place('x', { matcher: 'host', host: '*.crm.example.com' })
  expect(placementHosts([place('a', host), other, place('b', host, refund), place('c', refund)])).toEqual([
    '*.crm.example.com',
    'desk.example.com',
  ])
})
