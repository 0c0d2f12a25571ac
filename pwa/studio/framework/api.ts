import * as v from 'valibot'
import { Edited } from '#core/authoring'
import {
  ChangePreview,
  type FrameworkChange,
  FrameworkHistory,
  FrameworkImport,
  type FrameworkKind,
  FrameworkView,
  Remap,
  Remaps,
} from '#core/competencies'
import type { StudioClient } from '../use-studio.ts'

/** What the framework and role screens ask of the server. */
export const createFrameworkApi = (studio: StudioClient) => ({
  view: () => studio.get(FrameworkView, 'framework'),
  export: async (format: 'json' | 'csv') =>
    (await studio.get(v.object({ text: v.string() }), `framework/export?format=${format}`)).text,
  import: (format: 'json' | 'csv', text: string) => studio.post(FrameworkImport, 'framework/import', { format, text }),
  save: (kind: FrameworkKind, id: string, base: number, body: unknown) =>
    studio.post(Edited, 'framework/edit', { kind, id, base, body }),
  history: (kind: string, id: string) => studio.get(FrameworkHistory, `framework/history/${kind}/${id}`),
  change: (change: FrameworkChange, note: string, apply: boolean) =>
    studio.post(ChangePreview, 'framework/change', { change, note, apply }),
  remaps: () => studio.get(Remaps, 'framework/remaps'),
  settle: (remap: string, to: string[], reason: string) =>
    studio.post(Remap, 'framework/remaps/settle', { remap, to, reason }),
  confirm: (id: string, base: number, note: string) => studio.post(Edited, 'profiles/confirm', { id, base, note }),
})
