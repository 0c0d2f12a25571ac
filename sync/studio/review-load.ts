import type { Kysely } from 'kysely'
import {
  type DomainLoad,
  isOver,
  NO_DOMAIN,
  type ReviewerHours,
  type ReviewLoad,
  reviewLoads,
  type WaitingReview,
} from '#core/authoring'
import { AppError, dayOf } from '#core/base'
import { contentKind } from '#core/content'
import type { ReviewRole } from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { personNames } from '../people.ts'
import { listGaps } from './gaps-board.ts'
import { domainTitles } from './object-domains.ts'
import { reviewerRows } from './readiness.ts'
import { readReviewQueue, type WaitingObject } from './review-queue.ts'

/** What waits for review against the hours reserved for it, by domain, and what could be set aside. */
export async function reviewLoad(org: Organisation): Promise<ReviewLoad> {
  const { hours, queue, titleOf } = await standing(org)
  const nameOf = await personNames(org.db)
  const named = (role: DomainLoad['roles']['sme']) => ({
    ...role,
    reviewers: [...new Set(role.reviewers)].map(nameOf),
  })
  const domains = reviewLoads(hours, queue.waiting.flatMap(reviewsOf)).map((load) => ({
    ...load,
    title: titleOf(load.domain),
    roles: { sme: named(load.roles.sme), ld: named(load.roles.ld) },
  }))
  return {
    domains,
    drop: await dropsFor(org.db, hours, queue.waiting),
    dropped: queue.dropped
      .map(({ object, minutes, by }) => ({
        kind: object.kind,
        id: object.id,
        title: titled(object),
        minutes: sum(minutes),
        by: nameOf(by.person),
        at: by.at,
      }))
      .sort((a, b) => (a.at < b.at ? 1 : -1)),
  }
}

/**
 * The door before anything new is drafted, with a model or without: scope gives way, review does not.
 *
 * @param domains of what is to be drafted; none: what belongs to no competency
 * @throws {AppError} `no-review-time`: in which domain, how much waits, and what could be set aside
 */
export async function requireReviewTime(org: Organisation, domains: readonly string[]): Promise<void> {
  const { hours, queue, titleOf } = await standing(org)
  const asked = domains.length > 0 ? domains : [NO_DOMAIN]
  const loads = reviewLoads(hours, queue.waiting.flatMap(reviewsOf), asked)
  for (const { domain, roles } of loads.filter((load) => asked.includes(load.domain)))
    for (const role of ['sme', 'ld'] as const) {
      const { reservedMinutes, queuedMinutes, reviewers } = roles[role]
      if (!isOver(roles[role])) continue
      const where = domain === NO_DOMAIN ? 'what belongs to no competency' : `“${titleOf(domain)}”`
      if (reviewers.length === 0)
        throw new AppError(
          'no-review-time',
          `Nobody has hours reserved to review ${where} as ${roleNames[role]}. Enter them under Studio, Readiness, Reviewers with hours.`,
        )
      const drops = (await dropsFor(org.db, hours, queue.waiting)).slice(0, MOST_NAMED)
      const offer =
        drops.length > 0
          ? ` These could be set aside first: ${drops.map(({ title, minutes }) => `“${title}” (${minutes} min)`).join(', ')}.`
          : ''
      throw new AppError(
        'no-review-time',
        `${queuedMinutes} minutes of review wait for ${roleNames[role]} in ${where}, and ${reservedMinutes} a week are reserved. Review what waits, reserve more hours or set something aside under Review, Hours.${offer}`,
      )
    }
}

const MOST_NAMED = 3
const roleNames: Record<ReviewRole, string> = { sme: 'an SME', ld: 'L&D' }

async function standing(org: Organisation) {
  const queue = await readReviewQueue(org.db)
  return { queue, hours: await reviewerHours(org), titleOf: await domainTitles(org.db) }
}

/** Time people have reserved, of those who still review; what was said too long ago counts no more. */
async function reviewerHours(org: Organisation): Promise<ReviewerHours[]> {
  return (await reviewerRows(org.db, dayOf(org.nowMs()))).map(({ person, roles, hours, domains }) => ({
    person,
    roles: roles.filter((role): role is ReviewRole => role === 'sme' || role === 'ld'),
    minutes: hours * 60,
    domains,
  }))
}

const reviewsOf = ({ object, domains, minutes }: WaitingObject): WaitingReview[] =>
  (['sme', 'ld'] as const).flatMap((role) => {
    const own = minutes[role]
    return own === undefined ? [] : [{ key: object.sha256, role, domains, minutes: own }]
  })

const sum = (minutes: WaitingObject['minutes']): number => (minutes.sme ?? 0) + (minutes.ld ?? 0)
const titled = ({ kind, envelope }: WaitingObject['object']): string => contentKind(kind).title(envelope.body)

/** What learning objects rest on. */
const GROUND: readonly string[] = ['document', 'competency', 'role-profile']
/** A list a person can read; after it the next look says what is still too much. */
const MOST_DROPS = 50

/**
 * What to set aside until no domain is over, least priority first: what others rest on goes last, new before what changes
 * something approved, what no active gap is about before the rest, unsigned before what one has signed, newest first.
 */
async function dropsFor(db: Kysely<Schema>, hours: readonly ReviewerHours[], waiting: readonly WaitingObject[]) {
  const active = new Set(
    (await listGaps(db)).flatMap(({ gap }) =>
      gap.state === 'active' ? [gap.competency, ...(gap.sub === null ? [] : [gap.sub])] : [],
    ),
  )
  const ranked = waiting
    .map((one) => {
      const serves = [...contentKind(one.object.kind).competencies(one.object.envelope.body), ...one.domains]
      const urgent = serves.some((id) => active.has(id))
      const ground = GROUND.includes(one.object.kind)
      const reasons = [
        ...(ground ? ['others rest on it'] : []),
        one.changes ? 'changes something that was approved before' : 'new',
        urgent ? 'about an active gap' : 'about no active gap',
        one.approvals.length > 0 ? 'signed by one already' : 'signed by nobody',
      ]
      const weight =
        Number(ground) * 8 + Number(one.changes) * 4 + Number(urgent) * 2 + Number(one.approvals.length > 0)
      return { one, weight, why: reasons.join(', ') }
    })
    .sort((a, b) => a.weight - b.weight || b.one.object.importedMs - a.one.object.importedMs)
  const kept = new Set(waiting)
  const overNow = () =>
    new Set(
      reviewLoads(hours, [...kept].flatMap(reviewsOf)).flatMap(({ domain, roles }) =>
        Object.values(roles).some((role) => isOver(role) && role.queuedMinutes > 0 && role.reviewers.length > 0)
          ? [domain]
          : [],
      ),
    )
  const drops: { one: WaitingObject; why: string }[] = []
  let over = overNow()
  for (const { one, why } of ranked) {
    if (over.size === 0 || drops.length === MOST_DROPS) break
    if (!(one.domains.length > 0 ? one.domains : [NO_DOMAIN]).some((domain) => over.has(domain))) continue
    kept.delete(one)
    drops.push({ one, why })
    over = overNow()
  }
  return drops.map(({ one, why }) => ({
    kind: one.object.kind,
    id: one.object.id,
    title: titled(one.object),
    domains: one.domains,
    minutes: sum(one.minutes),
    why,
  }))
}
