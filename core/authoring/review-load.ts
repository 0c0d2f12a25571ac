import * as v from 'valibot'
import type { ReviewRole } from './review.ts'

/** A person's time for review in a week. */
export interface ReviewerHours {
  person: string
  roles: readonly ReviewRole[]
  minutes: number
  /** ids of domains; none: all */
  domains: readonly string[]
}

/** A signature that is missing. What belongs to several domains weighs on each with its part. */
export interface WaitingReview {
  /** of the object */
  key: string
  role: ReviewRole
  domains: readonly string[]
  minutes: number
}

export interface DomainLoad {
  domain: string
  /** of the hours of its reviewers, what other domains do not need, minutes a week */
  reservedMinutes: number
  queuedMinutes: number
  /** more waits than is reserved in one of the two roles, or nobody has any time for it */
  over: boolean
  roles: Record<ReviewRole, { reservedMinutes: number; queuedMinutes: number; reviewers: string[] }>
}

/**
 * What waits against what is reserved, by domain. Each reviewer's minutes go where they are needed in proportion to what the
 * others leave; what nobody needs is open to every domain of that reviewer. One week of hours against the whole queue.
 *
 * @param domains to answer for, besides those something waits in and those a reviewer names
 */
export function reviewLoads(
  hours: readonly ReviewerHours[],
  waiting: readonly WaitingReview[],
  domains: readonly string[] = [],
): DomainLoad[] {
  const all = [
    ...new Set([
      ...domains,
      ...hours.flatMap((one) => one.domains),
      ...waiting.flatMap((one) => (one.domains.length > 0 ? one.domains : [NO_DOMAIN])),
    ]),
  ].sort()
  const cells = all.flatMap((domain) => reviewRoles.map((role) => ({ domain, role, queued: 0 })))
  const cellAt = new Map(cells.map((cell) => [`${cell.role} ${cell.domain}`, cell]))
  for (const { role, domains: named, minutes } of waiting) {
    const own = named.length > 0 ? named : [NO_DOMAIN]
    for (const domain of own) {
      const cell = cellAt.get(`${role} ${domain}`)
      if (cell) cell.queued += minutes / own.length
    }
  }
  const covers = hours.map(({ roles, domains: named }) =>
    cells.flatMap((cell, at) =>
      roles.includes(cell.role) && (named.length === 0 || named.includes(cell.domain)) ? [at] : [],
    ),
  )
  const queued = cells.map((cell) => cell.queued)
  const given = share(
    hours.map(({ minutes }) => minutes),
    covers,
    queued,
  )
  const reserved = cells.map((_, at) =>
    hours.reduce((sum, { minutes }, who) => {
      if (!covers[who]?.includes(at)) return sum
      const used = (given[who] ?? []).reduce((all, part) => all + part, 0)
      return sum + (given[who]?.[at] ?? 0) + Math.max(0, minutes - used)
    }, 0),
  )
  return all.map((domain, at) => {
    const of = (role: ReviewRole) => {
      const cell = at * reviewRoles.length + reviewRoles.indexOf(role)
      const reviewers = hours.flatMap(({ person }, who) => (covers[who]?.includes(cell) ? [person] : []))
      return {
        reservedMinutes: Math.round(reserved[cell] ?? 0),
        queuedMinutes: Math.round(queued[cell] ?? 0),
        reviewers,
      }
    }
    const roles = { sme: of('sme'), ld: of('ld') }
    return {
      domain,
      reservedMinutes: roles.sme.reservedMinutes + roles.ld.reservedMinutes,
      queuedMinutes: roles.sme.queuedMinutes + roles.ld.queuedMinutes,
      over: reviewRoles.some((role) => isOver(roles[role])),
      roles,
    }
  })
}

export const isOver = (role: { reservedMinutes: number; queuedMinutes: number }): boolean =>
  role.reservedMinutes === 0 || role.queuedMinutes > role.reservedMinutes

/** What belongs to no competency at all. */
export const NO_DOMAIN = ''
const reviewRoles = ['sme', 'ld'] as const

/** Enough for parts of a minute with some hundred domains; each round is linear. */
const ROUNDS = 60

/** Minutes of each reviewer by cell: again and again each gives where the others leave most. */
function share(minutes: readonly number[], covers: readonly number[][], queued: readonly number[]): number[][] {
  const given = minutes.map(() => queued.map(() => 0))
  const sums = queued.map(() => 0)
  for (let round = 0; round < ROUNDS; round++)
    minutes.forEach((mine, who) => {
      const own = given[who] ?? []
      const cells = covers[who] ?? []
      for (const at of cells) sums[at] = (sums[at] ?? 0) - (own[at] ?? 0)
      const open = cells.map((at) => Math.max(0, (queued[at] ?? 0) - (sums[at] ?? 0)))
      const most = open.reduce((sum, part) => sum + part, 0)
      const factor = most > mine ? mine / most : 1
      cells.forEach((at, n) => {
        own[at] = (open[n] ?? 0) * factor
        sums[at] = (sums[at] ?? 0) + (own[at] ?? 0)
      })
    })
  return given
}

const Ref = { kind: v.string(), id: v.string() }
const RoleLoad = v.object({
  reservedMinutes: v.number(),
  queuedMinutes: v.number(),
  reviewers: v.array(v.string()),
})

/** `GET /v1/studio/review-load` */
export const ReviewLoad = v.object({
  domains: v.array(
    v.object({
      domain: v.string(),
      title: v.string(),
      reservedMinutes: v.number(),
      queuedMinutes: v.number(),
      over: v.boolean(),
      roles: v.object({ sme: RoleLoad, ld: RoleLoad }),
    }),
  ),
  /** what to set aside so that no domain is over, least priority first; empty where none is */
  drop: v.array(
    v.object({ ...Ref, title: v.string(), domains: v.array(v.string()), minutes: v.number(), why: v.string() }),
  ),
  /** what was set aside, newest first */
  dropped: v.array(v.object({ ...Ref, title: v.string(), minutes: v.number(), by: v.string(), at: v.string() })),
})
export type ReviewLoad = v.InferOutput<typeof ReviewLoad>
