import type { Facets, SearchPage } from './search-page.ts'
import { grown } from './typed-arrays.ts'

/**
 * What a search may be narrowed to: a page must name one of each list given; a page that names no role is for every role. An empty
 * list narrows nothing.
 */
export interface Where {
  readonly kinds?: readonly string[]
  readonly roles?: readonly string[]
  readonly competencies?: readonly string[]
}

export interface SavedPages {
  /** by slot; empty for a removed page */
  readonly ids: readonly string[]
  readonly facets: readonly (Facets | null)[]
  /** by slot: its first passage; one more entry than slots */
  readonly starts: Uint32Array<ArrayBuffer>
  readonly states: Uint8Array<ArrayBuffer>
}

const LIVE = 1
const WITH_VECTORS = 2

/**
 * The pages of an index by slot, and which passage slots are theirs. Slots ascend and are never reused, so a page's passages lie
 * side by side; `compact` closes the gaps of removed pages.
 */
export function createPageTable(saved?: SavedPages) {
  let ids = [...(saved?.ids ?? [])]
  let facets = [...(saved?.facets ?? [])]
  let starts: Uint32Array = saved?.starts ?? new Uint32Array(1)
  let states: Uint8Array = saved?.states ?? new Uint8Array(0)
  let mask = new Uint8Array(0)
  let livePassages = 0
  let withVectors = 0
  const slots = new Map<string, number>()
  const passagesOf = (slot: number) => (starts[slot + 1] ?? 0) - (starts[slot] ?? 0)
  const hasVectors = (slot: number) => ((states[slot] ?? 0) & WITH_VECTORS) !== 0
  for (let slot = 0; slot < ids.length; slot++) if (states[slot]) count(slot)

  function count(slot: number) {
    slots.set(ids[slot] ?? '', slot)
    livePassages += passagesOf(slot)
    if (hasVectors(slot)) withVectors++
  }

  return {
    /** handed out, removed pages included */
    get slots() {
      return ids.length
    },
    get passageSlots() {
      return starts[ids.length] ?? 0
    },
    get pages() {
      return slots.size
    },
    get passages() {
      return livePassages
    },
    /** by slot: where its passages begin; they end where the next page's begin */
    get starts() {
      return starts
    },
    slotOf: (id: string) => slots.get(id),
    idOf: (slot: number) => ids[slot] ?? '',
    passagesOf,
    hasVectors,
    /** pages with vectors */
    get withVectors() {
      return withVectors
    },
    noteVectors(slot: number) {
      if (!hasVectors(slot)) withVectors++
      states[slot] = LIVE | WITH_VECTORS
    },
    add(page: SearchPage) {
      const slot = ids.length
      starts = grown(starts, slot + 2)
      states = grown(states, slot + 1)
      ids.push(page.id)
      facets.push(page.facets ?? null)
      states[slot] = LIVE
      starts[slot + 1] = (starts[slot] ?? 0) + page.passages.length
      count(slot)
      return slot
    },
    remove(slot: number) {
      slots.delete(ids[slot] ?? '')
      livePassages -= passagesOf(slot)
      if (hasVectors(slot)) withVectors--
      ids[slot] = ''
      facets[slot] = null
      states[slot] = 0
    },
    /** By slot, not 0 where a page is there and may be found. A view that the next call overwrites. */
    allowed(where: Where | undefined): Uint8Array {
      const wants = wantsOf(where)
      if (wants.length === 0) return states
      if (mask.length < ids.length) mask = new Uint8Array(states.length)
      for (let slot = 0; slot < ids.length; slot++)
        mask[slot] = states[slot] && wants.every((want) => want(facets[slot] ?? {})) ? 1 : 0
      return mask
    },
    /** Drops removed slots, keeping the order. @returns the old slots, by new slot */
    compact(): number[] {
      const kept = Array.from(ids.keys()).filter((slot) => states[slot])
      const before = kept.map(passagesOf)
      ids = kept.map((slot) => ids[slot] ?? '')
      facets = kept.map((slot) => facets[slot] ?? null)
      states = Uint8Array.from(kept, (slot) => states[slot] ?? 0)
      starts = new Uint32Array(kept.length + 1)
      for (const [slot, passages] of before.entries()) starts[slot + 1] = (starts[slot] ?? 0) + passages
      for (const [slot, id] of ids.entries()) slots.set(id, slot)
      return kept
    },
    save: (): SavedPages => ({
      ids: [...ids],
      facets: [...facets],
      starts: Uint32Array.from(starts.subarray(0, ids.length + 1)),
      states: Uint8Array.from(states.subarray(0, ids.length)),
    }),
  }
}

function wantsOf({ kinds = [], roles = [], competencies = [] }: Where = {}) {
  const wants: ((facets: Facets) => boolean)[] = []
  if (kinds.length > 0) wants.push(({ kind }) => kind !== undefined && kinds.includes(kind))
  // what names no role is for everybody
  if (roles.length > 0)
    wants.push((facets) => !facets.roles?.length || facets.roles.some((role) => roles.includes(role)))
  if (competencies.length > 0)
    wants.push((facets) => facets.competencies?.some((competency) => competencies.includes(competency)) ?? false)
  return wants
}

export type PageTable = ReturnType<typeof createPageTable>
