import { describe, expect, it } from 'vitest'
import { roleProfile } from '#core/content'
import { readEvents } from '#core/events'
import { attemptLogs, dueWork, finishedAttempts, masteryEvidence, myRecord, nextSteps } from '#core/learner'
import { demoAssessments, demoObjects } from '../../support/demo-content.ts'
import { NOON } from '../../support/events.ts'
import { takeAttempt } from '../../support/learner-at-work.ts'

const proof = demoAssessments()
const refunds = proof.blueprints.get('refunds')
if (!refunds) throw new Error('no refunds')
const practice = { ...refunds, purpose: 'practice' as const }
/** The same assessment as practice alone, and with one beside it that is proof. */
const alone = { ...proof, blueprints: new Map([['refunds', practice]]) }
const beside = {
  ...proof,
  blueprints: new Map([
    ['refunds', practice],
    ['refunds-proof', refunds],
  ]),
}
const profiles = demoObjects().flatMap(({ kind, body }) => (kind === 'role-profile' ? [roleProfile.parse(body)] : []))
const { events } = takeAttempt('refunds', alone, () => ({ correct: true }))
const known = readEvents(events)

describe('a practice assessment', () => {
  it('is told from proof in its result, and marks no competency', () => {
    const { attempts, competencies } = myRecord(events, beside, new Set())
    expect(attempts[0]?.result).toMatchObject({ verdict: 'can-do', practice: true })
    expect(competencies.find(({ id }) => id === 'handle-refund')).toMatchObject({ alone: 'no-evidence' })
    expect(finishedAttempts(attemptLogs(known), beside)).toEqual([])
    expect(finishedAttempts(attemptLogs(known), proof)).toHaveLength(1)
  })

  it('is evidence for the estimate of mastery all the same', () => {
    expect(masteryEvidence(known, beside).length).toBeGreaterThan(0)
  })

  it('leaves the proof on the list, and is offered once where there is no proof', () => {
    const offered = (content: typeof proof, from = events) =>
      nextSteps({ events: from, content, profiles, today: '2026-01-01', recommendPath: true, limit: 20 })
        .map(({ next }) => next)
        .filter(({ step }) => step === 'start-assessment')
        .map(({ ref }) => ref?.id)
    expect(offered(beside)).toEqual(['refunds-proof'])
    expect(offered(alone, [])).toEqual(['refunds'])
    expect(offered(alone)).toEqual([])
  })

  it('brings no re-assessment, since nothing was proved', () => {
    const kinds = dueWork(known, beside, profiles, NOON + 40 * 86_400_000).map(({ kind }) => kind)
    expect(kinds.length).toBeGreaterThan(0)
    expect(new Set(kinds)).toEqual(new Set(['re-check']))
  })
})
