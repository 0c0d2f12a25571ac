import * as v from 'valibot'
import {
  ContentChoices,
  ContentDetail,
  ContentList,
  Edited,
  FoundPassages,
  ReviewNotes,
  SavedImage,
} from '#core/authoring'
import { Brief } from '#core/content'
import type { StudioClient } from '../use-studio.ts'

const Findings = v.array(
  v.object({
    part: v.string(),
    sentence: v.string(),
    why: v.string(),
    nearest: v.nullable(v.object({ text: v.string() })),
    mayKeep: v.boolean(),
  }),
)
export type Finding = v.InferOutput<typeof Findings>[number]
const Readiness = v.object({ ready: v.boolean(), findings: Findings })

const query = (given: Record<string, string>) => new URLSearchParams(given).toString()

/** What the editor of content asks of the server. */
export const createObjectApi = (studio: StudioClient) => ({
  list: async () => (await studio.get(ContentList, 'content')).objects,
  one: (kind: string, id: string) => studio.get(ContentDetail, `content/one?${query({ kind, id })}`),
  choices: () => studio.get(ContentChoices, 'content/choices'),
  passages: async (q: string, documents: readonly string[]) =>
    (await studio.get(FoundPassages, `content/passages?${query({ q, documents: documents.join(',') })}`)).passages,
  save: (kind: string, id: string, base: number, body: unknown) =>
    studio.post(Edited, 'content/edit', { kind, id, base, body }),
  retire: (kind: string, id: string, state: 'retired' | 'in-use', reason: string) =>
    studio.post(v.object({ state: v.string() }), 'content/retire', { kind, id, state, reason }),
  saveImage: (base64: string) => studio.post(SavedImage, 'images', { base64 }),
  brief: (id: string) => studio.get(v.object({ brief: Brief }), `briefs/${id}`),
  notes: async (kind: string, id: string) =>
    (await studio.get(ReviewNotes, `review-notes?${query({ kind, id })}`)).notes,
  check: (sha256: string) => studio.get(Readiness, `ready/${sha256}`),
  markReady: (sha256: string) => studio.post(v.object({ ready: v.boolean() }), `ready/${sha256}`, {}),
})
export type ObjectApi = ReturnType<typeof createObjectApi>
