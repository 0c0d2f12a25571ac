import { competency, roleProfile } from '#core/content'
import type { CompetencyBody } from './competency-index.ts'
import type { RoleProfileBody } from './role-profile-age.ts'

/** The whole map: what there is to be able to do, and which role needs what. */
export interface Framework {
  competencies: { id: string; body: CompetencyBody }[]
  profiles: { id: string; body: RoleProfileBody }[]
}

/** A row that was not taken, where it stands and why. */
export interface RefusedRow {
  /** `line 12` of a CSV, `competencies[3]` of JSON */
  row: string
  reason: string
}

/** In the order and with the fields everybody writes it in, so that equal maps are equal bytes. */
export function inOrder({ competencies, profiles }: Framework): Framework {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : Number(a.id > b.id))
  return {
    competencies: competencies.map(({ id, body }) => ({ id, body: competency.parse({ ...body }) })).sort(byId),
    profiles: profiles.map(({ id, body }) => ({ id, body: roleProfile.parse({ ...body }) })).sort(byId),
  }
}
