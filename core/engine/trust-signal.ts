import * as v from 'valibot'
import { contentKind, document } from '#core/content'
import { leaseState, personName } from '#core/releases'
import type { TrustSignal } from '../engine-api.ts'
import type { Held, Installed } from './installed.ts'

const Reviewed = v.object({ reviewBy: v.string() })

/**
 * Who approved an object, from which sources, and whether it is current: from what lies on the device, offline.
 *
 * @param documents the sources as installed, by id
 */
export function trustSignal(
  { entry, envelope }: Held,
  { state }: Installed,
  documents: ReadonlyMap<string, Held>,
  nowMs: number,
): TrustSignal {
  const reviewed = v.safeParse(Reviewed, envelope.body)
  return {
    approvals: entry.approvals.map(({ role, person, at }) => ({
      role,
      person,
      name: personName(state.trust, person),
      at,
    })),
    release: state.release?.version ?? 0,
    sources: contentKind(envelope.kind)
      .sources(envelope.body)
      .map((source) => {
        const held = documents.get(source.document)
        const body = held ? document.parse(held.envelope.body) : null
        const passage = body?.passages.find((candidate) => candidate.id === source.passage)
        return {
          document: source.document,
          title: body?.title ?? source.document,
          passage: passage?.path.at(-1) ?? source.passage,
          versionDate: body?.versionDate ?? null,
          // the passage reads otherwise than when this part was written, or is gone; unknown where no source is carried
          changed: body !== null && passage?.sha256 !== source.sha256,
        }
      }),
    reviewBy: reviewed.success ? reviewed.output.reviewBy : null,
    lease: leaseState(state, nowMs).lease === 'fresh' ? 'fresh' : 'stale',
  }
}
