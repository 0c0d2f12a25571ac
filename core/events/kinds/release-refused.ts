import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Code, Version } from '../fields.ts'

export const releaseRefused = defineEventKind({
  kind: 'release-refused',
  v: 1,
  schema: v.strictObject({ code: Code, version: v.optional(Version) }),
  readers: { learner: 'everything', admin: 'the code and the version' },
  purpose: 'Tampered or broken content is noticed.',
  examples: [{ code: 'bad-signature', version: 4 }, { code: 'expired' }],
})
