import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Version } from '../fields.ts'

export const releaseInstalled = defineEventKind({
  kind: 'release-installed',
  v: 1,
  schema: v.strictObject({ version: Version }),
  readers: { learner: 'everything', admin: 'how many devices have which release' },
  purpose: 'Shows which content was in force when something was shown to you.',
  examples: [{ version: 3 }],
})
