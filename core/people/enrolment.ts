import * as v from 'valibot'

export const Role = v.picklist(['learner', 'manager', 'author', 'sme', 'ld', 'admin', 'auditor'])
const Name = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), v.maxLength(100))

/**
 * What the organisation says of a person: what they may do, and which jobs they have.
 *
 * `profiles` are ids of role profiles; none means that nobody said, and then content of any role is for them.
 * `pathRecommendation`: whether the app may say what to learn next; else it lists what the role asks for.
 */
const standing = {
  name: v.string(),
  roles: v.array(Role),
  profiles: v.optional(v.pipe(v.array(Name), v.maxLength(20)), []),
  pathRecommendation: v.optional(v.boolean(), false),
}

/** What the server answers to the question who a device is of. */
export const Standing = v.object(standing)
export type Standing = v.InferOutput<typeof Standing>

/** What a device keeps of its enrolment. The credential opens this person's data: it goes to their server and nowhere else. */
export const Enrolment = v.object({
  server: v.string(),
  tenant: Name,
  rootHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  person: Name,
  ...standing,
  device: v.pipe(v.string(), v.minLength(1)),
  credential: v.pipe(v.string(), v.minLength(20)),
  demo: v.boolean(),
})
export type Enrolment = v.InferOutput<typeof Enrolment>

/** What the server answers to a code it takes. */
export const EnrolReply = v.object({
  device: Enrolment.entries.device,
  credential: Enrolment.entries.credential,
  person: Name,
  ...standing,
  /** where this person's set of events stands at the server */
  gen: v.pipe(v.number(), v.integer(), v.minValue(0)),
  floor: v.string(),
})

export interface EnrolmentStore {
  load(): Promise<Enrolment | null>
  /** resolves after the commit */
  save(enrolment: Enrolment): Promise<void>
  clear(): Promise<void>
}
