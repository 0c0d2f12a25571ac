import { contentKind } from '#core/content'
import { fittingLevel } from '#core/learner'
import type { AidCard, MyRecord, OpenedObject, Ref, Withdrawn } from '../engine-api.ts'
import { aidCard, isAidEntry } from './aid-card.ts'
import type { Held, InstalledLibrary } from './installed.ts'
import { trustOf } from './trust-signal.ts'

export interface LibraryDeps {
  installed: InstalledLibrary
  /** asked only where how much is told depends on it */
  record(): Promise<MyRecord>
  /** an object as a running attempt began with it; null where that is the one in force */
  inAttempt(attempt: string, ref: Ref): Promise<Held | null>
  nowMs(): number
}

/** Lists and opens what the installed release holds. */
export function createLibrary({ installed, record, inAttempt, nowMs }: LibraryDeps) {
  async function aids(): Promise<AidCard[]> {
    const current = await installed.current()
    if (!current) return []
    return (await installed.showable(isAidEntry))
      .map((held) => aidCard(held, current.state, nowMs()))
      .sort((a, b) => a.title.localeCompare(b.title))
  }

  async function open(ref: Ref, attempt?: string): Promise<OpenedObject | null> {
    const current = await installed.current()
    const begunWith = attempt === undefined ? null : await inAttempt(attempt, ref)
    const held = begunWith ?? (await installed.find(ref.kind, ref.id))
    if (!current || !held || !contentKind(ref.kind).readable) return null
    const kind = contentKind(held.envelope.kind)
    const { body } = held.envelope
    const levels = kind.levels(body)
    const sections = kind.sections(body)
    const guideId = kind.guide(body)
    const guide = guideId === null ? null : await installed.find('process-guide', guideId)
    const fits = levels && fittingLevel(kind.competencies(body), await record())
    return {
      ...ref,
      version: held.entry.version,
      title: kind.title(held.envelope.body),
      summary: kind.summary(held.envelope.body),
      blocks: kind.view(body),
      ...(levels && fits ? { levels: { fits: fits.level, why: fits.why, blocks: levels } } : {}),
      ...(sections ? { sections } : {}),
      ...(guide ? { guide: aidCard(guide, current.state, nowMs()) } : {}),
      trust: await trustOf(installed, held, current, nowMs()),
    }
  }

  async function withdrawn({ kind, id }: Ref): Promise<Withdrawn | null> {
    const listed = (await installed.current())?.state.release?.recalled ?? []
    const found = listed.find((one) => one.kind === kind && one.id === id)
    return found ? { on: found.on, reason: found.reason } : null
  }

  return { aids, open, withdrawn }
}
