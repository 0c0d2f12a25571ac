import * as v from 'valibot'

/** Who somebody is to the first aid: enrolled means a device of theirs is in use. */
export interface StartPerson {
  id: string
  name: string
  roles: readonly string[]
  enrolled: boolean
  /** of their own signing keys, in their best state by role */
  keys: { sme: KeyStanding; ld: KeyStanding }
}
export type KeyStanding = 'none' | 'waiting' | 'trusted'

/** What is there, as the server sees it. Aids are counted in their newest version, by the furthest each has come. */
export interface StartFacts {
  people: readonly StartPerson[]
  documents: { all: number; complete: number; approved: number }
  /** `named`: role profiles that name a competency which exists */
  map: { competencies: number; profiles: number; named: number }
  /** somebody has time for review in this role: nothing is drafted without */
  hours: { sme: boolean; ld: boolean }
  briefs: number
  aids: { draft: number; ready: number; approved: number; released: number }
  /** a release is composed and waits for its signature */
  releaseWaits: boolean
  /** a learner's device has installed a release with one of these aids */
  seen: boolean
}

const names = ['people', 'keys', 'map', 'source', 'hours', 'brief', 'draft', 'review', 'release', 'seen'] as const
export type StartStepName = (typeof names)[number]

/** A step from an empty server to an own approved aid on a learner's screen. */
export const StartStep = v.object({
  step: v.picklist(names),
  state: v.picklist(['done', 'open']),
  /** what is still to do, a sentence each; empty where it is done */
  missing: v.array(v.string()),
  /** who can do it: people by id, null for whoever looks after the server */
  who: v.array(v.object({ person: v.nullable(v.string()), name: v.string() })),
  /** where it is done in the app; null where only the command line does it */
  to: v.nullable(v.string()),
  /** the command that does it, without the program's name */
  command: v.nullable(v.string()),
})
export type StartStep = v.InferOutput<typeof StartStep>

/** Their order is the order of work; what can be done at once may be. A shipped name is never renamed. */
export const startTitles: Readonly<Record<StartStepName, string>> = {
  people: 'An author, an SME and an L&D reviewer open the app',
  keys: 'Both reviewers have a signing key that is trusted',
  map: 'A competency, and a role that needs it',
  source: 'A source document is imported and signed',
  hours: 'Both reviewers have hours for review',
  brief: 'A brief: what the aid is for, and what it rests on',
  draft: 'A draft is ready for review',
  review: 'An SME and an L&D reviewer sign it',
  release: 'It is released',
  seen: 'It is on a learner’s device',
}

type Open = Omit<StartStep, 'step' | 'state'>
const administrator = { person: null, name: 'the administrator' }
const nothing = { to: null, command: null }

/**
 * What is done on the way to the first aid of one's own, and what is next. Worked out from what is there, so a step opens again
 * when what it found is gone; what a later step proves counts as done before it.
 *
 * @returns every step, in the order of work
 */
export function startSteps(facts: StartFacts): StartStep[] {
  const { approved, released } = facts.aids
  const isSigned = approved + released > 0
  const isReleased = released > 0
  const found: Record<StartStepName, Open | null> = {
    people: isSigned ? null : peopleStep(facts),
    keys: isSigned ? null : keysStep(facts),
    map: isReleased ? null : mapStep(facts),
    source: isReleased ? null : sourceStep(facts),
    hours: begun(facts.aids) > 0 ? null : hoursStep(facts),
    brief: briefStep(facts),
    draft: draftStep(facts),
    review: isSigned ? null : reviewStep(facts),
    release: isReleased ? null : releaseStep(facts),
    seen: facts.seen && isReleased ? null : seenStep(facts),
  }
  return names.map((step) => {
    const open = found[step]
    return { step, state: open ? 'open' : 'done', ...(open ?? { missing: [], who: [], ...nothing }) }
  })
}

const holding = (people: readonly StartPerson[], role: string) => people.filter(({ roles }) => roles.includes(role))
const whoAre = (people: readonly StartPerson[]) => people.map(({ id, name }) => ({ person: id, name }))
const authors = ({ people }: StartFacts) => whoAre(holding(people, 'author'))
const writers = ({ people }: StartFacts) =>
  whoAre(people.filter(({ roles }) => roles.includes('author') || roles.includes('ld')))
const called = (people: readonly StartPerson[]) =>
  people.length === 0 ? 'somebody' : people.map(({ name }) => name).join(' or ')

const reviewing = [
  ['sme', 'SME'],
  ['ld', 'L&D reviewer'],
] as const
const duties = [['author', 'author'], ...reviewing] as const

function peopleStep({ people }: StartFacts): Open | null {
  const here = people.filter(({ enrolled }) => enrolled)
  const missing = duties.flatMap(([role, said]) => {
    const holders = holding(people, role)
    if (holders.length === 0) return [`Nobody has the role ${said}.`]
    if (holding(here, role).length === 0) return [`No ${said} has opened an enrolment link yet (${called(holders)}).`]
    return []
  })
  const apart = areThree(here)
  if (missing.length === 0 && apart) return null
  const absent = duties.flatMap(([role]) =>
    holding(here, role).length === 0 ? holding(people, role).map(({ id }) => id) : [],
  )
  const three = 'The author, the SME and the L&D reviewer must be three people: nobody signs what they wrote.'
  return {
    missing: missing.length > 0 ? missing : [three],
    who: [administrator],
    to: null,
    command: `enrol ${absent[0] ?? '<person>'}`,
  }
}

/** Whether the three duties can be held by three different people. */
function areThree(people: readonly StartPerson[]): boolean {
  return holding(people, 'author').some((author) =>
    holding(people, 'sme').some(
      (sme) => sme !== author && holding(people, 'ld').some((ld) => ld !== author && ld !== sme),
    ),
  )
}

function keysStep({ people }: StartFacts): Open | null {
  const open = reviewing.filter(([role]) => !holding(people, role).some(({ keys }) => keys[role] === 'trusted'))
  if (open.length === 0) return null
  const waiting = open.map(([role]) => role).filter((role) => people.some(({ keys }) => keys[role] === 'waiting'))
  const missing = open.map(([role, said]) => {
    const holders = holding(people, role)
    const asked = holders.filter(({ keys }) => keys[role] === 'waiting')
    if (asked.length > 0) return `The key of ${called(asked)} (${said}) waits for whoever holds the root key.`
    return `No ${said} has made a signing key yet: ${called(holders)} makes one under Review.`
  })
  const makers = people.filter(({ roles }) => open.some(([role]) => !waiting.includes(role) && roles.includes(role)))
  return {
    missing,
    who: [...whoAre(makers), ...(waiting.length > 0 ? [administrator] : [])],
    to: makers.length > 0 ? '/review' : null,
    command: waiting.length > 0 ? 'trust propose --help' : null,
  }
}

function sourceStep(facts: StartFacts): Open | null {
  const { all, complete, approved } = facts.documents
  if (approved > 0) return null
  if (all === 0) return open('No source document has been imported yet.', writers(facts), '/studio/sources')
  if (complete === 0)
    return open(
      `None of ${all} documents says all that is needed to cite it (owner, scope, dates, roles, competencies).`,
      writers(facts),
      '/studio/sources',
    )
  return open('An SME and an L&D reviewer must sign a source document.', reviewers(facts), '/review')
}

function mapStep(facts: StartFacts): Open | null {
  const { competencies, profiles, named } = facts.map
  if (named > 0) return null
  if (competencies === 0) return open('There is no competency yet.', writers(facts), '/studio/framework')
  const missing = profiles === 0 ? 'There is no role profile yet.' : 'No role profile names a competency that exists.'
  return open(missing, writers(facts), '/studio/roles')
}

function hoursStep({ hours, people }: StartFacts): Open | null {
  const open = reviewing.filter(([role]) => !hours[role])
  if (open.length === 0) return null
  const missing = open.map(
    ([role, said]) => `No ${said} has hours reserved (${called(holding(people, role))}); nothing is drafted without.`,
  )
  return { missing, who: whoAre(holding(people, 'ld')), to: '/studio/readiness', command: null }
}

const begun = ({ draft, ready, approved, released }: StartFacts['aids']) => draft + ready + approved + released

function briefStep(facts: StartFacts): Open | null {
  if (facts.briefs > 0 || begun(facts.aids) > 0) return null
  return open('There is no brief yet.', authors(facts), '/studio/briefs')
}

function draftStep(facts: StartFacts): Open | null {
  const { draft, ready, approved, released } = facts.aids
  if (ready + approved + released > 0) return null
  if (draft === 0) return open('Nothing is written yet.', authors(facts), '/studio/briefs')
  return open('Its author has not said yet that it is ready.', authors(facts), '/studio/objects')
}

function reviewStep(facts: StartFacts): Open {
  const missing = facts.aids.ready > 0 ? 'It waits for both signatures.' : 'There is nothing to sign yet.'
  return open(missing, reviewers(facts), '/review')
}

function releaseStep(facts: StartFacts): Open {
  const leads = whoAre(holding(facts.people, 'ld'))
  const missing = facts.releaseWaits
    ? 'A release is composed and waits for its signature.'
    : facts.aids.approved > 0
      ? 'A release has to be composed and signed.'
      : 'There is nothing to release yet.'
  return open(missing, leads, facts.releaseWaits ? '/review/release' : '/studio/releases')
}

function seenStep({ people, aids }: StartFacts): Open {
  const learners = holding(people, 'learner')
  const here = learners.filter(({ enrolled }) => enrolled)
  if (here.length > 0) {
    const missing = aids.released > 0 ? 'It reaches each device when it next syncs.' : 'There is nothing to see yet.'
    return { missing: [missing], who: whoAre(here.slice(0, 3)), to: null, command: null }
  }
  return {
    missing: [learners.length === 0 ? 'Nobody has the role learner.' : 'No learner has opened an enrolment link yet.'],
    who: [administrator],
    to: null,
    command: `enrol ${learners[0]?.id ?? '<person>'}`,
  }
}

const reviewers = ({ people }: StartFacts) =>
  whoAre(people.filter(({ roles }) => roles.includes('sme') || roles.includes('ld')))

const open = (missing: string, who: StartStep['who'], to: string): Open => ({
  missing: [missing],
  who,
  to,
  command: null,
})
