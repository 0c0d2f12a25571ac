import { expect, it } from 'vitest'
import { MEANING_THRESHOLD, type OfferQuestion, rankOffers } from '#core/context'
import { signalsOf } from './page.ts'

const aid = (id: string, roles: string[] = []) => ({ kind: 'job-aid', id, title: `Refund ${id}`, summary: '', roles })
const at = (id: string, cosine: number) => ({ kind: 'job-aid', id, cosine })
const onRefund = { matcher: 'path', pattern: '/tickets/*/refund' }
const ask = (more: Partial<OfferQuestion>): OfferQuestion => ({
  signals: signalsOf({ pathShape: '/tickets/:id/refund', headings: ['Refund order'] }),
  placements: [
    { id: 'p', aid: { kind: 'job-aid', id: 'limits' }, reason: 'you are on the refund form', rules: [onRefund] },
  ],
  aids: [aid('limits'), aid('wording'), aid('closing')],
  roles: null,
  meaning: null,
  ...more,
})
const ids = (question: OfferQuestion) => rankOffers(question).map(({ id }) => id)

it('offers what a rule places, with its reason', () => {
  expect(rankOffers(ask({}))).toMatchObject([
    { kind: 'job-aid', id: 'limits', by: 'rule', placement: 'p', reason: 'you are on the refund form' },
  ])
})

it('lets a rule win over any meaning', () => {
  expect(ids(ask({ meaning: [at('wording', 0.99)] }))).toEqual(['limits'])
})

it('goes by meaning where no rule holds, and says which words page and aid share', () => {
  const [offer] = rankOffers(ask({ placements: [], meaning: [at('wording', 0.8), at('closing', 0.2)] }))
  expect(offer).toMatchObject({ id: 'wording', by: 'meaning', placement: null })
  expect(offer?.reason).toBe('this page is about “refund”, and so is this aid')
})

it('stays quiet below the threshold, and where two aids are equally near', () => {
  expect(ids(ask({ placements: [], meaning: [at('wording', MEANING_THRESHOLD - 0.01)] }))).toEqual([])
  expect(ids(ask({ placements: [], meaning: [at('wording', 0.8), at('closing', 0.79)] }))).toEqual([])
  expect(ids(ask({ placements: [], meaning: [] }))).toEqual([])
  expect(ids(ask({ placements: [], meaning: null }))).toEqual([])
})

it('keeps what was put away put away, by rule and by meaning', () => {
  const hidden = [{ kind: 'job-aid', id: 'limits' }]
  expect(ids(ask({ hidden }))).toEqual([])
  expect(ids(ask({ placements: [], meaning: [at('limits', 0.9)], hidden }))).toEqual([])
})

it('offers nothing that is for another role or not on this device', () => {
  const aids = [aid('limits', ['team-lead'])]
  expect(ids(ask({ aids, roles: ['service-agent'] }))).toEqual([])
  expect(ids(ask({ aids, roles: ['service-agent', 'team-lead'] }))).toEqual(['limits'])
  expect(ids(ask({ aids, roles: null }))).toEqual(['limits'])
  expect(ids(ask({ aids: [] }))).toEqual([])
})
