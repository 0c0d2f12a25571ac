import { describe, expect, it } from 'vitest'
import { readGround, supportOf, whyUnsupported } from '#core/authoring'

const passage = {
  document: 'refunds',
  title: 'Refunds',
  passage: 'limits.1',
  path: ['Limits'],
  text:
    'An agent may refund up to £50 on one order without asking anybody. Above £50 the team lead of the shift approves the refund ' +
    'within two working days. Never promise the amount before it is approved. Refunds go out only if the order was paid. ' +
    'If the photo is missing, ask the customer for it. The manager tells the driver about damage. ' +
    'Pay out at the till, unless the customer is a business.',
  links: ['https://desk.example/refunds'],
}
const ground = [readGround(passage)]

describe('a sentence', () => {
  it.each([
    'Above £50 the team lead of the shift approves the refund within two working days.',
    'Above £50 the team lead of the shift approves the refund within 2 working days.',
    'Above £50 the team lead approves the refund.',
    'Do not promise the amount before it is approved.',
    'Ask the customer for the photo if it is missing.',
    'If the photo is missing, please ask the customer for it.',
  ])('is supported: %s', (sentence) => {
    expect(whyUnsupported(sentence, ground)).toBeNull()
  })

  it.each([
    ['another number', 'Above £80 the team lead of the shift approves the refund.', 'says “£80”'],
    ['a number in other digits', 'An agent may refund up to £５０ on one order without asking anybody.', 'says “５０”'],
    ['a bound turned round', 'An agent may refund above £50 on one order without asking anybody.', 'opposite'],
    [
      'a bound turned round by a not',
      'An agent may refund not below £50 on one order without asking anybody.',
      'opposite',
    ],
    ['another unit', 'Above £50 the team lead approves the refund within two weeks.', 'two weeks'],
    ['another person', 'Above £50 the head of finance of the shift approves the refund.', 'whom the passage'],
    ['a person no list knows', 'Above £50 the astronaut of the shift approves the refund.', 'in the place of'],
    ['two people the other way round', 'The driver tells the manager about damage.', 'of one what'],
    ['a not left out', 'Promise the amount before it is approved.', 'opposite'],
    ['a not put in', 'Above £50 the team lead of the shift does not approve the refund.', 'opposite'],
    ['a not in a condition', 'If the photo is not missing, ask the customer for it.', 'opposite'],
    [
      'a duty where there is leave',
      'An agent must refund up to £50 on one order without asking anybody.',
      'binds otherwise',
    ],
    ['an “only” left out', 'Refunds go out if the order was paid.', 'leaves out'],
    ['an exception left out whole', 'Pay out at the till.', 'leaves out'],
    ['a picture for words', '👍', 'no passage'],
    ['a detail', 'Ask the customer for the photo if it is missing, and for a passport.', 'says more'],
    ['a name', 'Above £50 the team lead of the Berlin shift approves the refund.', 'names “berlin”'],
    ['something else', 'Parcels are weighed twice.', 'no passage'],
  ])('with %s is not', (_, sentence, why) => {
    expect(whyUnsupported(sentence, ground)).toContain(why)
  })

  it('rests on nothing where its part names nothing', () => {
    expect(whyUnsupported('Above £50 the team lead approves the refund.', [])).not.toBeNull()
  })
})

describe('an object', () => {
  const source = { document: 'refunds', passage: 'limits.1', sha256: '0'.repeat(64) }
  const aid = (blocks: unknown[], more: Record<string, unknown> = {}) => ({
    title: 'Refund limits',
    task: 'You are about to refund',
    format: 'steps',
    roles: [],
    competencies: ['refunds'],
    reviewBy: '2027-01-31',
    parts: [{ blocks, sources: [source] }],
    ...more,
  })
  const found = (body: unknown) =>
    supportOf('job-aid', body, [passage]).findings.map(({ part, sentence }) => `${part}: ${sentence}`)

  it('is read block by block: steps, rules, what not to do, tables, what is told in a picture’s place', () => {
    const blocks = [
      { block: 'steps', items: ['Ask the customer for the photo if it is missing.', 'Weigh the parcel twice.'] },
      { block: 'decision', rows: [{ when: 'the photo is missing', do: 'Ask the customer for it' }] },
      {
        block: 'do-dont',
        do: [],
        dont: ['Promise the amount before it is approved', 'Ask the customer for the photo'],
      },
      { block: 'table', head: ['Amount', 'Who'], rows: [['£50', 'The moon']] },
    ]
    expect(found(aid(blocks))).toEqual([
      'Part 1: Weigh the parcel twice.',
      'Part 1: Do not: Ask the customer for the photo',
      'Part 1: £50 | The moon',
    ])
  })

  it('may not send people to an address of its own, nor carry another number in its title', () => {
    const links = [
      { block: 'link', href: 'https://desk.example/refunds', text: 'Refunds' },
      { block: 'link', href: 'https://evil.example/', text: 'Refunds' },
    ]
    expect(found(aid(links, { title: 'Refunds above £90' }))).toEqual([
      'Title and task: Refunds above £90',
      'Part 1: https://evil.example/',
    ])
  })

  it('keeps a sentence its author answers for, unless a model wrote the part', () => {
    const sentence = 'Weigh the parcel twice.'
    const blocks = [{ block: 'text', text: sentence }]
    const unsourced = [{ sentence, reason: 'Asked for in the pilot.' }]
    expect(supportOf('job-aid', aid(blocks, { unsourced }), [passage])).toMatchObject({ findings: [], unsourced })
    const made = { by: 'some-model', at: '2026-11-22T08:00:00.000Z', brief: 'b' }
    const parts = [{ blocks, sources: [source], made }]
    expect(supportOf('job-aid', aid([], { unsourced, parts }), [passage]).findings).toMatchObject([
      { sentence, mayKeep: false },
    ])
  })
})
