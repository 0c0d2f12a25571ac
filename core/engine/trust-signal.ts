import * as v from 'valibot'
import { dayOf } from '#core/base'
import { contentKind, document } from '#core/content'
import { leaseState, personName, type SourceMark } from '#core/releases'
import type { TrustedSource, TrustSignal } from '../engine-api.ts'
import type { Held, Installed, InstalledLibrary } from './installed.ts'

const Reviewed = v.object({ reviewBy: v.string() })

/** The signal of one object, with what of its sources lies on this device. */
export async function trustOf(
  installed: InstalledLibrary,
  held: Held,
  current: Installed,
  nowMs: number,
): Promise<TrustSignal> {
  const sources = contentKind(held.envelope.kind).sources(held.envelope.body)
  const documents = await installed.documentsOf(new Set(sources.map(({ document }) => document)))
  return trustSignal(held, current, documents, await installed.sourceMarks(), nowMs)
}

/**
 * Who approved an object, from which sources, and whether it is current: from what lies on the device, offline.
 *
 * @param documents the sources as installed, by id
 * @param marks what the server has said of sources that changed since
 */
function trustSignal(
  { entry, envelope }: Held,
  { state }: Installed,
  documents: ReadonlyMap<string, Held>,
  marks: readonly SourceMark[],
  nowMs: number,
): TrustSignal {
  const reviewed = v.safeParse(Reviewed, envelope.body)
  // a clock set back makes nothing current again
  const today = dayOf(Math.max(nowMs, state.timeFloorMs))
  const own = envelope.kind === document.kind ? document.parse(envelope.body) : null
  return {
    version: entry.version,
    document: own && { versionDate: own.versionDate ?? null, owner: own.owner ?? null },
    approvals: entry.approvals.map(({ role, person, at }) => ({
      role,
      person,
      name: personName(state.trust, person),
      at,
    })),
    release: state.release?.version ?? 0,
    sources: contentKind(envelope.kind)
      .sources(envelope.body)
      .map((source): TrustedSource => {
        const held = documents.get(source.document)
        const body = held ? document.parse(held.envelope.body) : null
        const passage = body?.passages.find((candidate) => candidate.id === source.passage)
        // the same words under another heading are the same passage
        const isThere = body?.passages.some(({ sha256 }) => sha256 === source.sha256) ?? true
        const mark = marks.find(
          (one) => one.object === entry.sha256 && one.document === source.document && one.passage === source.passage,
        )
        const reviewBy = body?.reviewBy
        return {
          document: source.document,
          title: body?.title ?? source.document,
          id: source.passage,
          // what stands above the first heading has none
          passage: passage ? (passage.path.at(-1) ?? 'the beginning') : source.passage,
          versionDate: body?.versionDate ?? null,
          // what the device sees changed by itself stays so, whatever is marked
          change: isThere ? (mark?.change ?? null) : 'changed',
          overdueSince: reviewBy && reviewBy < today ? reviewBy : null,
        }
      }),
    reviewBy: reviewed.success ? reviewed.output.reviewBy : null,
    lease: leaseState(state, nowMs).lease === 'fresh' ? 'fresh' : 'stale',
  }
}
