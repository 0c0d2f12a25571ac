import { expect, it } from 'vitest'
import { type OfferPerson, rankOffers } from '#core/context'
import { signalsOf } from './page.ts'

type Question = Parameters<typeof rankOffers>[0]
const aid = (id: string, more: { roles?: string[]; competencies?: string[] } = {}) => ({
  kind: 'job-aid',
  id,
  title: `Refund ${id}`,
  summary: '',
  roles: [],
  competencies: [`can-${id}`],
  ...more,
})
const at = (id: string, cosine: number, words = 0) => ({ kind: 'job-aid', id, cosine, words })
const onRefund = { matcher: 'path', pattern: '/tickets/*/refund' }
const anybody: OfferPerson = { roles: null, canDoAlone: [], fared: [], hidden: [] }
const ask = ({ person, ...more }: Partial<Omit<Question, 'person'>> & { person?: Partial<OfferPerson> }): Question => ({
  signals: signalsOf({ pathShape: '/tickets/:id/refund', headings: ['Refund order'] }),
  placements: [
    { id: 'p', aid: { kind: 'job-aid', id: 'limits' }, reason: 'you are on the refund form', rules: [onRefund] },
  ],
  aids: [aid('limits'), aid('wording'), aid('closing')],
  near: null,
  ...more,
  person: { ...anybody, ...person },
})
const byMeaning = (more: Parameters<typeof ask>[0]) => ask({ placements: [], ...more })
const listed = (question: Question) => rankOffers(question).map(({ id }) => id)
const offered = (question: Question) => rankOffers(question).flatMap(({ id, quiet }) => (quiet === null ? [id] : []))

it('offers what a rule places, with its reason and what holds', () => {
  expect(rankOffers(ask({}))).toEqual([
    {
      kind: 'job-aid',
      id: 'limits',
      by: 'rule',
      placement: 'p',
      reason: 'you are on the refund form',
      why: ['this is a page like /tickets/*/refund'],
      quiet: null,
    },
  ])
})

it('lets a rule win over any meaning, and lists the near ones after it without offering them', () => {
  const question = ask({ near: [at('wording', 0.99, 50), at('limits', 0.1), at('closing', 0.2)] })
  expect(listed(question)).toEqual(['limits', 'wording', 'closing'])
  expect(offered(question)).toEqual(['limits'])
})

it('goes by meaning and words where no rule holds, and says which words page and aid share', () => {
  const [offer] = rankOffers(byMeaning({ near: [at('wording', 0.7, 10), at('closing', 0.3)] }))
  expect(offer).toMatchObject({ id: 'wording', by: 'meaning', placement: null, quiet: null })
  expect(offer?.reason).toBe('this page is about “refund”, and so is this aid')
})

it('lets words in common decide between aids of equal meaning', () => {
  expect(listed(byMeaning({ near: [at('wording', 0.5, 1), at('closing', 0.5, 9)] }))).toEqual(['closing', 'wording'])
})

it('lists but does not offer what is not near enough, or hardly nearer than the next', () => {
  expect(offered(byMeaning({ near: [at('wording', 0.5, 0.5)] }))).toEqual([])
  expect(offered(byMeaning({ near: [at('wording', 0.9, 10), at('closing', 0.89, 10)] }))).toEqual([])
  expect(listed(byMeaning({ near: [at('wording', 0.9, 10), at('closing', 0.89, 10)] }))).toEqual(['wording', 'closing'])
  expect(offered(byMeaning({ near: [] }))).toEqual([])
  expect(offered(byMeaning({ near: null }))).toEqual([])
})

it('takes two aids for one competency for no rivals', () => {
  const aids = [aid('limits', { competencies: ['refund'] }), aid('wording', { competencies: ['refund'] })]
  expect(offered(byMeaning({ aids, near: [at('wording', 0.9, 10), at('limits', 0.89, 10)] }))).toEqual(['wording'])
})

it('keeps what was put away put away, by rule and by meaning', () => {
  const person = { hidden: [{ kind: 'job-aid', id: 'limits' }] }
  expect(offered(ask({ person }))).toEqual([])
  expect(rankOffers(ask({ person }))[0]?.quiet).toBe('put-away')
  expect(offered(byMeaning({ near: [at('limits', 0.9, 10)], person }))).toEqual([])
})

it('tells no expert the basics: an aid is quiet when they can do all of it alone', () => {
  const aids = [aid('limits', { competencies: ['a', 'b'] })]
  expect(offered(ask({ aids, person: { canDoAlone: ['a'] } }))).toEqual(['limits'])
  expect(offered(ask({ aids, person: { canDoAlone: ['b', 'a'] } }))).toEqual([])
  expect(rankOffers(ask({ aids, person: { canDoAlone: ['b', 'a'] } }))[0]?.quiet).toBe('can-do-alone')
  const unbound = [aid('limits', { competencies: [] })]
  expect(offered(ask({ aids: unbound, person: { canDoAlone: ['a'] } }))).toEqual(['limits'])
})

it('puts an aid this person rated low after the others, and asks more of it', () => {
  const placements = ['closing', 'limits'].map((id) => ({
    id: `p-${id}`,
    aid: { kind: 'job-aid', id },
    reason: 'here',
    rules: [onRefund],
  }))
  const fared = (id: string) => ({ fared: [{ kind: 'job-aid', id, ratedLow: true, ignored: 0 }] })
  expect(offered(ask({ placements }))).toEqual(['closing', 'limits'])
  expect(offered(ask({ placements, person: fared('closing') }))).toEqual(['limits', 'closing'])
  const near = [at('wording', 0.4, 10)]
  expect(offered(byMeaning({ near }))).toEqual(['wording'])
  expect(offered(byMeaning({ near, person: fared('wording') }))).toEqual([])
})

it('stops offering what was offered five times in a row and never opened', () => {
  const ignored = (times: number) => ({ fared: [{ kind: 'job-aid', id: 'limits', ratedLow: false, ignored: times }] })
  expect(offered(ask({ person: ignored(4) }))).toEqual(['limits'])
  expect(rankOffers(ask({ person: ignored(5) }))[0]?.quiet).toBe('often-ignored')
})

it('lists nothing that is for another role or not on this device', () => {
  const aids = [aid('limits', { roles: ['team-lead'] })]
  expect(listed(ask({ aids, person: { roles: ['service-agent'] } }))).toEqual([])
  expect(listed(ask({ aids, person: { roles: ['service-agent', 'team-lead'] } }))).toEqual(['limits'])
  expect(listed(ask({ aids, person: { roles: null } }))).toEqual(['limits'])
  expect(listed(ask({ aids: [] }))).toEqual([])
})

it('stays quiet with an aid whose author has said where it belongs, where that does not hold', () => {
  const placed = (rules: Question['placements'][number]['rules']) => [
    { id: 'p', aid: { kind: 'job-aid', id: 'wording' }, reason: 'you are there', rules },
  ]
  const near = [at('wording', 0.9, 10), at('closing', 0.3)]
  const question = { near, signals: signalsOf({ host: 'desk.example.com' }) }
  expect(offered(ask({ ...question, placements: [] }))).toEqual(['wording'])
  const elsewhere = placed([{ matcher: 'path', pattern: '/never' }])
  expect(offered(ask({ ...question, placements: elsewhere }))).toEqual([])
  expect(listed(ask({ ...question, placements: elsewhere }))[0]).toBe('wording')
})

it('lists an aid that is placed in other tools behind one as near', () => {
  const host = { matcher: 'host', host: 'other.example.com' }
  const placements = [{ id: 'p', aid: { kind: 'job-aid', id: 'wording' }, reason: 'you are there', rules: [host] }]
  const near = [at('wording', 0.5), at('closing', 0.4)]
  const signals = signalsOf({ host: 'desk.example.com' })
  expect(listed(ask({ near, signals, placements: [] }))).toEqual(['wording', 'closing'])
  expect(listed(ask({ near, signals, placements }))).toEqual(['closing', 'wording'])
})
