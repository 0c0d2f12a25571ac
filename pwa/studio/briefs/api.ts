import * as v from 'valibot'
import { BriefChoices, BriefList, DraftPreview, DraftReply, Edited, FoundPassages } from '#core/authoring'
import type { Brief } from '#core/content'
import type { StudioClient } from '../use-studio.ts'

/** What the screens of briefs ask of the server. */
export const createBriefsApi = (studio: StudioClient) => ({
  list: async () => (await studio.get(BriefList, 'briefs')).briefs,
  choices: () => studio.get(BriefChoices, 'briefs/choices'),
  passages: async (document: string) =>
    (await studio.get(FoundPassages, `content/passages?${new URLSearchParams({ q: '', documents: document })}`))
      .passages,
  save: (id: string, base: number, brief: Brief) => studio.post(Edited, `briefs/${id}`, { base, brief }),
  close: (id: string) => studio.post(v.object({ state: v.string() }), `briefs/${id}/close`, {}),
  preview: (id: string) => studio.get(DraftPreview, `drafts/model?${new URLSearchParams({ brief: id })}`),
  draft: (brief: string, by: 'extraction' | 'model') => studio.post(DraftReply, 'drafts', { brief, with: by }),
  making: (id: string) => studio.get(DraftReply, `drafts/${id}`),
})
export type BriefsApi = ReturnType<typeof createBriefsApi>
