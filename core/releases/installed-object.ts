import * as v from 'valibot'
import { Slug } from '#core/content'
import { Instant } from './fields.ts'
import { KeyId } from './key.ts'
import { ReleaseEntry } from './release.ts'

export const InstalledObject = v.object({
  ...ReleaseEntry.entries,
  authors: v.array(Slug),
  /** SME, then L&D */
  approvals: v.array(v.object({ role: v.picklist(['sme', 'ld']), person: Slug, kid: KeyId, at: Instant })),
  /** why it may not be shown any more though it is here, in words; null when it may */
  withheld: v.nullable(v.string()),
})
export type InstalledObject = v.InferOutput<typeof InstalledObject>
