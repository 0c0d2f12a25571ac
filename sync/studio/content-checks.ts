import { checkItem, initialParameters } from '#core/assessment'
import { utf8 } from '#core/base'
import type { BodyChecks, Envelope } from '#core/content'
import { checkPlacement } from '#core/context'

/** What other modules of core know about bodies; the same checks run on every device. */
export const bodyChecks: BodyChecks = { item: checkItem, placement: checkPlacement }

export interface DerivedBytes {
  name: string
  bytes: Uint8Array
}

/** What is computed from the objects of a release and carried beside them. */
export const deriveEntries = (objects: readonly Envelope[]): DerivedBytes[] => [
  {
    name: 'item-parameters',
    bytes: utf8(JSON.stringify(initialParameters(objects.filter(({ kind }) => kind === 'item')))),
  },
]
