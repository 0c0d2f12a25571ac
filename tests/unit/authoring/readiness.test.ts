import { describe, expect, it } from 'vitest'
import {
  missingFor,
  type ReadinessFacts,
  type ReadinessStepName,
  readiness,
  type StepEvidence,
  saidMissing,
} from '#core/authoring'

const today = '2026-11-22'
const facts = (more: Partial<ReadinessFacts> = {}): ReadinessFacts => ({
  competencies: [{ id: 'refund', title: 'Handle a refund', approved: true }],
  profiles: [{ title: 'Agent', approved: true, current: true, reviewedOn: '2026-06-01', competencies: ['refund'] }],
  learners: { enrolled: 0, heard: 0 },
  people: [
    { id: 'sam', name: 'Sam', roles: ['sme'] },
    { id: 'lena', name: 'Lena', roles: ['ld'] },
  ],
  ...more,
})
const given = (rows: StepEvidence['rows'] = [], on = today): StepEvidence => ({ state: 'given', on, rows, note: null })
const full = (): Map<ReadinessStepName, StepEvidence> =>
  new Map([
    ['workflow-audit', given()],
    ['pipelines', given()],
    ['measures', given()],
    [
      'reviewers',
      given([
        { person: 'sam', hours: 2 },
        { person: 'lena', hours: 3 },
      ]),
    ],
  ])
const states = (f = facts(), e = full(), on = today) => readiness(f, e, on).map(({ step, state }) => [step, state])
const lacks = (step: ReadinessStepName, f = facts(), e = full(), on = today) =>
  readiness(f, e, on).find((each) => each.step === step)?.missing

describe('the sequence', () => {
  it('is all open on a fresh install, and the gates name every step', () => {
    const steps = readiness(facts({ competencies: [], profiles: [] }), new Map(), today)
    expect(steps.map(({ state }) => state)).toEqual(Array(8).fill('open'))
    expect(missingFor('path-recommendation', steps).map(({ step }) => step)).toEqual([
      'workflow-audit',
      'taxonomy',
      'role-profiles',
      'pipelines',
      'measures',
      'reviewers',
    ])
    expect(missingFor('scaling', steps)).toHaveLength(8)
    expect(saidMissing(missingFor('model-drafting', steps))).toContain(
      'Competency framework: there is no competency yet',
    )
  })

  it('opens drafting and paths with six steps, and scaling only after a pilot and upkeep', () => {
    const steps = readiness(facts(), full(), today)
    expect(missingFor('path-recommendation', steps)).toEqual([])
    expect(missingFor('model-drafting', steps)).toEqual([])
    expect(missingFor('scaling', steps).map(({ step }) => step)).toEqual(['pilot', 'upkeep'])
  })

  it('counts no step before the one above it', () => {
    const evidence = full()
    evidence.delete('workflow-audit')
    expect(states(facts(), evidence).slice(0, 3)).toEqual([
      ['workflow-audit', 'open'],
      ['taxonomy', 'waiting'],
      ['role-profiles', 'waiting'],
    ])
  })
})

describe('evidence that stops being true closes its step again', () => {
  it('where a role profile runs out, or its competency is a draft again', () => {
    const stale = facts({ profiles: [{ ...facts().profiles[0]!, current: false }] })
    expect(lacks('role-profiles', stale)).toEqual(['to be confirmed by their owners: Agent (2026-06-01)'])
    const draft = facts({ competencies: [{ id: 'refund', title: 'Handle a refund', approved: false }] })
    expect(lacks('taxonomy', draft)).toEqual(['no competency is approved by an SME and by L&D'])
  })

  it('where a reviewer loses the role, and where one person would hold both', () => {
    const gone = facts({ people: [{ id: 'lena', name: 'Lena', roles: ['ld'] }] })
    expect(lacks('reviewers', gone)).toEqual(['no SME has hours', 'does not review any more: sam'])
    const both = facts({ people: [{ id: 'luis', name: 'Luis', roles: ['sme', 'ld'] }] })
    const evidence = full().set(
      'reviewers',
      given([
        { person: 'luis', hours: 2 },
        { person: 'luis', hours: 2 },
      ]),
    )
    expect(lacks('reviewers', both, evidence)).toEqual(['the SME and the L&D reviewer must be two people'])
  })

  it('where learners fell silent', () => {
    expect(lacks('pipelines', facts({ learners: { enrolled: 4, heard: 0 } }))).toEqual([
      'nothing has arrived from any learner in the last 30 days',
    ])
    expect(lacks('pipelines', facts({ learners: { enrolled: 4, heard: 1 } }))).toEqual([])
  })

  it('where what a person said is more than a year old, or withdrawn', () => {
    expect(lacks('measures', facts(), full(), '2027-11-22')).toEqual([])
    expect(lacks('measures', facts(), full(), '2027-11-23')?.[0]).toContain('counted until 2027-11-22')
    const withdrawn = full().set('measures', { ...given(), state: 'withdrawn' })
    expect(lacks('measures', facts(), withdrawn)).toEqual(['nobody has filled in "Declared measures"'])
  })

  it('where a pilot has not ended, and where a duty is overdue or nobody’s', () => {
    const pilot = full().set('pilot', given([{ until: '2027-01-01' }]))
    expect(lacks('pilot', facts(), pilot)).toEqual(['no pilot has ended yet'])
    const duty = (name: string, lastDone: string) => ({ duty: name, owner: 'lena', lastDone, everyMonths: 3 })
    const upkeep = full().set('upkeep', given([duty('audit', '2026-08-22'), duty('transparency', '2026-08-21')]))
    expect(lacks('upkeep', facts(), upkeep)).toEqual([
      'transparency is overdue (last done on 2026-08-21)',
      'nobody looks after maintenance',
    ])
  })
})
