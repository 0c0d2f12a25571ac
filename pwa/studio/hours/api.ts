import { Edited, HoursView, type WorkEntry } from '#core/authoring'
import type { StudioClient } from '../use-studio.ts'

export const createHoursApi = (studio: StudioClient) => ({
  view: () => studio.get(HoursView, 'hours'),
  save: (id: string, base: number, entry: WorkEntry) => studio.post(Edited, 'hours', { id, base, entry }),
})
export type HoursApi = ReturnType<typeof createHoursApi>
