import { describe, expect, it } from 'vitest'
import { type StartFacts, type StartPerson, startSteps } from '#core/authoring'

const person = (id: string, roles: string[], more: Partial<StartPerson> = {}): StartPerson => ({
  id,
  name: id,
  roles,
  enrolled: true,
  keys: { sme: 'none', ld: 'none' },
  ...more,
})
const facts = (more: Partial<StartFacts> = {}): StartFacts => ({
  people: [],
  documents: { all: 0, complete: 0, approved: 0 },
  map: { competencies: 0, profiles: 0, named: 0 },
  hours: { sme: false, ld: false },
  briefs: 0,
  aids: { draft: 0, ready: 0, approved: 0, released: 0 },
  releaseWaits: false,
  seen: false,
  ...more,
})
const step = (name: string, more: Partial<StartFacts>) =>
  startSteps(facts(more)).find(({ step: each }) => each === name)

describe('the people of a first aid', () => {
  it('are three, each with a device: nobody signs what they wrote', () => {
    const missing = (...people: StartPerson[]) => step('people', { people })?.missing.join(' ')
    expect(missing()).toContain('Nobody has the role SME.')
    expect(missing(person('ann', ['author', 'sme', 'ld']))).toContain('must be three people')
    const two = [person('ann', ['author']), person('sam', ['sme'])]
    expect(missing(...two, person('lou', ['ld'], { enrolled: false }))).toContain(
      'No L&D reviewer has opened an enrolment link yet (lou).',
    )
    expect(step('people', { people: [...two, person('lou', ['ld'])] })?.state).toBe('done')
  })

  it('are sent their links by name, by the administrator', () => {
    const people = [person('ann', ['author'], { enrolled: false })]
    expect(step('people', { people })).toMatchObject({ command: 'enrol ann', who: [{ person: null }], to: null })
  })

  it('need two keys in force: one is made under Review, then the root holder trusts it', () => {
    const sam = person('sam', ['sme'], { keys: { sme: 'waiting', ld: 'none' } })
    const lou = person('lou', ['ld'])
    const keys = step('keys', { people: [sam, lou] })
    expect(keys?.missing).toEqual([
      'The key of sam (SME) waits for whoever holds the root key.',
      'No L&D reviewer has made a signing key yet: lou makes one under Review.',
    ])
    expect(keys?.who.map(({ person: id }) => id)).toEqual(['lou', null])
    const trusted = [
      person('sam', ['sme'], { keys: { sme: 'trusted', ld: 'none' } }),
      person('lou', ['ld'], { keys: { sme: 'none', ld: 'trusted' } }),
    ]
    expect(step('keys', { people: trusted })?.state).toBe('done')
  })
})

it('says what a document still lacks before anything can rest on it', () => {
  const missing = (all: number, complete: number, approved: number) =>
    step('source', { documents: { all, complete, approved } })
  expect(missing(0, 0, 0)).toMatchObject({
    to: '/studio/sources',
    missing: ['No source document has been imported yet.'],
  })
  expect(missing(3, 0, 0)?.missing[0]).toContain('None of 3 documents says all')
  expect(missing(3, 1, 0)).toMatchObject({ to: '/review' })
  expect(missing(3, 1, 1)).toMatchObject({ state: 'done', missing: [], who: [] })
})

it('asks for hours of both roles before anything is drafted, and who enters them', () => {
  const people = [person('sam', ['sme']), person('lou', ['ld'])]
  expect(step('hours', { people, hours: { sme: false, ld: true } })).toMatchObject({
    missing: ['No SME has hours reserved (sam); nothing is drafted without.'],
    who: [{ person: 'lou' }],
    to: '/studio/readiness',
  })
  expect(step('hours', { people, hours: { sme: true, ld: true } })?.state).toBe('done')
})

it('leads to where a release is composed, then to where it is signed', () => {
  expect(step('release', {})?.to).toBe('/studio/releases')
  expect(step('release', { releaseWaits: true })?.to).toBe('/review/release')
})

it('takes what a later step proves for done before it', () => {
  const states = (aids: Partial<StartFacts['aids']>) =>
    startSteps(facts({ aids: { draft: 0, ready: 0, approved: 0, released: 0, ...aids } }))
      .filter(({ step: name }) => ['brief', 'draft', 'review', 'release'].includes(name))
      .map(({ state }) => state)
  expect(states({})).toEqual(['open', 'open', 'open', 'open'])
  expect(states({ draft: 1 })).toEqual(['done', 'open', 'open', 'open'])
  expect(states({ ready: 1 })).toEqual(['done', 'done', 'open', 'open'])
  expect(states({ approved: 1 })).toEqual(['done', 'done', 'done', 'open'])
  expect(states({ released: 1 })).toEqual(['done', 'done', 'done', 'done'])
})
