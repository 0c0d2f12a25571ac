import { AppError } from '#core/base'
import { type Envelope, readEnvelope } from './envelope.ts'
import type { ContentKind } from './kind.ts'
import { assessment } from './kinds/assessment.ts'
import { competency } from './kinds/competency.ts'
import { document } from './kinds/document.ts'
import { item } from './kinds/item.ts'
import { jobAid } from './kinds/job-aid.ts'
import { onboardingModule } from './kinds/onboarding-module.ts'
import { placement } from './kinds/placement.ts'
import { processGuide } from './kinds/process-guide.ts'
import { roleProfile } from './kinds/role-profile.ts'

/** Every kind of content there is, one line each. Order is the order of menus. */
export const contentKinds: readonly ContentKind[] = [
  jobAid,
  processGuide,
  onboardingModule,
  document,
  competency,
  roleProfile,
  item,
  assessment,
  placement,
]

const byName = new Map(contentKinds.map((kind) => [kind.kind, kind]))

/** @throws {AppError} `unknown-kind` */
export function contentKind(name: string): ContentKind {
  const kind = byName.get(name)
  if (!kind)
    throw new AppError(
      'unknown-kind',
      `There is no content kind "${name}"; use one of ${[...byName.keys()].join(', ')}.`,
    )
  return kind
}

export const isContentKind = (name: string): boolean => byName.has(name)

/**
 * Checks that another module makes of a kind's body, by kind: `item` is known in full only to the assessment module,
 * `placement` only to the context module. Composition roots hand them in.
 */
export type BodyChecks = Readonly<Record<string, (body: unknown) => void>>

/**
 * Bytes to a checked object.
 *
 * @throws {AppError} `bad-input`, `unknown-kind`
 */
export function readObject(bytes: Uint8Array, checks: BodyChecks = {}, what?: string): Envelope {
  const envelope = readEnvelope(bytes, what)
  contentKind(envelope.kind).check(envelope.body)
  checks[envelope.kind]?.(envelope.body)
  return envelope
}
