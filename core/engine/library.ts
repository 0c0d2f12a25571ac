import { contentKind } from '#core/content'
import type { AidCard, OpenedObject, Ref } from '../engine-api.ts'
import { aidCard, isAidEntry } from './aid-card.ts'
import type { InstalledLibrary } from './installed.ts'
import { trustOf } from './trust-signal.ts'

export interface LibraryDeps {
  installed: InstalledLibrary
  nowMs(): number
}

/** Lists and opens what the installed release holds. */
export function createLibrary({ installed, nowMs }: LibraryDeps) {
  async function aids(): Promise<AidCard[]> {
    const current = await installed.current()
    if (!current) return []
    return (await installed.showable(isAidEntry))
      .map((held) => aidCard(held, current.state, nowMs()))
      .sort((a, b) => a.title.localeCompare(b.title))
  }

  async function open(ref: Ref): Promise<OpenedObject | null> {
    const current = await installed.current()
    const held = await installed.find(ref.kind, ref.id)
    if (!current || !held || !contentKind(ref.kind).readable) return null
    const kind = contentKind(held.envelope.kind)
    return {
      ...ref,
      version: held.entry.version,
      title: kind.title(held.envelope.body),
      summary: kind.summary(held.envelope.body),
      blocks: kind.view(held.envelope.body),
      trust: await trustOf(installed, held, current, nowMs()),
    }
  }

  return { aids, open }
}
