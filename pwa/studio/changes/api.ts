import * as v from 'valibot'
import { ChangedObjectDetail, ChangedObjects } from '#core/knowledge'
import type { StudioClient } from '../use-studio.ts'

const Saved = v.object({ state: v.picklist(['saved', 'same', 'conflict']), version: v.optional(v.number()) })

export const createChangesApi = (studio: StudioClient) => ({
  list: async () => (await studio.get(ChangedObjects, 'lineage')).rows,
  one: (kind: string, id: string) =>
    studio.get(ChangedObjectDetail, `lineage/object?kind=${kind}&id=${encodeURIComponent(id)}`),
  recite: (kind: string, id: string) => studio.post(Saved, 'lineage/recite', { kind, id }),
})
