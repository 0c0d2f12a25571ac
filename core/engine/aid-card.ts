import { contentKind } from '#core/content'
import { leaseState, type TrustedState } from '#core/releases'
import type { AidCard } from '../engine-api.ts'
import type { Held } from './installed.ts'

/** Readable objects but source documents: what is offered, listed and rated. */
export const isAidEntry = ({ kind }: { kind: string }): boolean => kind !== 'document' && contentKind(kind).readable
export const isAid = ({ entry }: Held): boolean => isAidEntry(entry)

/** @param nowMs null where freshness does not matter to the caller */
export function aidCard({ entry, envelope }: Held, state: TrustedState, nowMs: number | null = null): AidCard {
  const kind = contentKind(envelope.kind)
  return {
    kind: entry.kind,
    id: entry.id,
    title: kind.title(envelope.body),
    summary: kind.summary(envelope.body),
    competencies: kind.competencies(envelope.body),
    stale: nowMs !== null && leaseState(state, nowMs).lease !== 'fresh',
  }
}
