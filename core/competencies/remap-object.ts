import * as v from 'valibot'
import { AppError } from '#core/base'
import { assessment, item, roleProfile } from '#core/content'

/** Competencies that go, and where what is bound to them may go. */
export interface Move {
  from: readonly string[]
  to: readonly string[]
  /** after a split, which one took a sub-competency */
  targetBySub: ReadonlyMap<string, string> | null
}
export interface RemapQuestion {
  /** the competency it is bound to, which is not in use any more */
  from: string
  why: string
  /** ids it could be bound to instead; [] where nothing took its place */
  choices: string[]
}
export type Remapped =
  | { outcome: 'untouched' }
  | { outcome: 'moved'; body: Record<string, unknown>; what: string }
  | { outcome: 'asked'; question: RemapQuestion }

const Tagged = v.looseObject({ competencies: v.array(v.string()) })

/** One object after a change of the framework: moved where there is one answer, a question where there are more or none. */
export function remapObject({ kind, body }: { kind: string; body: Record<string, unknown> }, move: Move): Remapped {
  const gone = boundTo(kind, body).find((id) => move.from.includes(id))
  if (gone === undefined) return { outcome: 'untouched' }
  const target = onlyTarget(kind, body, move)
  if (target !== null)
    return { outcome: 'moved', body: bindTo({ kind, body }, move.from, [target]), what: `now belongs to ${target}` }
  const why =
    move.to.length === 0
      ? 'Nothing takes the place of its competency.'
      : 'Its competency became several, and it could belong to more than one.'
  return { outcome: 'asked', question: { from: gone, why, choices: [...move.to] } }
}

/** Top-level competencies an object names. */
function boundTo(kind: string, body: Record<string, unknown>): string[] {
  if (kind === 'item') return [item.parse(body).competency]
  if (kind === 'assessment') return [assessment.parse(body).competency]
  if (kind === 'role-profile') return roleProfile.parse(body).competencies.map((need) => need.competency)
  return v.is(Tagged, body) ? body.competencies : []
}

/** The one place it can go to, from its sub-competencies where there were several; null where a person has to say. */
function onlyTarget(kind: string, body: Record<string, unknown>, { from, to, targetBySub }: Move): string | null {
  if (to.length === 1) return to[0] ?? null
  if (targetBySub === null) return null
  const targets = new Set(subsOf(kind, body, from).map((sub) => targetBySub.get(sub) ?? ''))
  const [only] = targets
  return targets.size === 1 && only ? only : null
}

function subsOf(kind: string, body: Record<string, unknown>, from: readonly string[]): string[] {
  if (kind === 'item') return item.parse(body).subCompetencies
  if (kind === 'assessment') return assessment.parse(body).remedial.map((row) => row.subCompetency)
  // what carries the tag of a whole competency and of one of its parts is about that part
  if (kind !== 'role-profile' && v.is(Tagged, body)) return body.competencies.filter((id) => !from.includes(id))
  return []
}

/**
 * The body bound to `to` instead of `from`.
 *
 * @throws {AppError} `refused` where its kind allows no such number
 */
export function bindTo(
  { kind, body }: { kind: string; body: Record<string, unknown> },
  from: readonly string[],
  to: readonly string[],
): Record<string, unknown> {
  if (kind === 'item' || kind === 'assessment') {
    const [only] = to
    if (only === undefined || to.length > 1)
      throw new AppError('refused', `An ${kind} belongs to exactly one competency; choose one.`)
    return { ...body, competency: only }
  }
  if (kind === 'role-profile') {
    const needs = roleProfile
      .parse(body)
      .competencies.flatMap((need) =>
        from.includes(need.competency) ? to.map((competency) => ({ ...need, competency })) : [need],
      )
    const ids = [...new Set(needs.map((need) => need.competency))]
    // two that became one: the higher level holds, and the weights add up to at most 1
    const competencies = ids.map((competency) => {
      const same = needs.filter((need) => need.competency === competency)
      const weight = Math.min(
        1,
        same.reduce((sum, need) => sum + need.weight, 0),
      )
      return { competency, level: Math.max(...same.map((need) => need.level)), weight }
    })
    if (competencies.length === 0) throw new AppError('refused', 'A role profile has to keep at least one competency.')
    return { ...body, competencies }
  }
  const tags = v.parse(Tagged, body).competencies.flatMap((id) => (from.includes(id) ? to : [id]))
  return { ...body, competencies: [...new Set(tags)] }
}
