import * as v from 'valibot'
import type { RoleProfileBody } from '#core/competencies'
import { isSlug } from '../framework/competency-form.ts'

const Text = v.string()

/** A role profile being written: any part may still be empty. */
export const ProfileForm = v.object({
  id: Text,
  body: v.object({
    title: Text,
    owner: Text,
    reviewedOn: Text,
    cadenceMonths: v.number(),
    competencies: v.array(v.object({ competency: Text, level: v.number(), weight: v.number() })),
    reviews: v.optional(v.array(v.object({ on: Text, by: Text, note: v.optional(Text) }))),
  }),
})
export type ProfileForm = v.InferOutput<typeof ProfileForm>

export const emptyProfile = (today: string): ProfileForm => ({
  id: '',
  body: { title: '', owner: '', reviewedOn: today, cadenceMonths: 12, competencies: [] },
})
export const profileFormOf = (id: string, body: RoleProfileBody): ProfileForm =>
  v.parse(ProfileForm, JSON.parse(JSON.stringify({ id, body })))

export const isWhole = ({ id, body }: ProfileForm): boolean =>
  isSlug(id) &&
  [body.title, body.owner, body.reviewedOn].every((text) => text.trim() !== '') &&
  body.competencies.length > 0 &&
  body.competencies.every(({ competency, level }) => isSlug(competency) && Number.isInteger(level) && level >= 1)

export function profileLines(given: unknown): string[] {
  const { body } = v.parse(ProfileForm, given)
  return [
    body.title,
    body.owner,
    `${body.reviewedOn}, ${body.cadenceMonths}`,
    ...body.competencies.map(({ competency, level, weight }) => `${competency}: ${level} (${weight})`),
  ]
}
