import * as v from 'valibot'
import { LosingEdit } from '#core/authoring'
import type { StudioClient } from './use-studio.ts'

/** Texts of this person that came too late to become a version. */
export const createLosingEdits = (studio: StudioClient) => ({
  list: () => studio.get(v.array(LosingEdit), 'losing-edits'),
  /** it was taken over, or is no longer wanted */
  letGo: (id: string) => studio.post(v.object({ id: v.string() }), 'losing-edits/settle', { id }),
})
