import * as v from 'valibot'
import { Edited } from '#core/authoring'
import { EvidenceReport, GapBoard, GapCase, type GapDraft, GapPersons } from '#core/competencies'
import type { StudioClient } from '../use-studio.ts'

const Stood = v.object({ id: v.string(), version: v.number(), state: v.string() })
const of = (id: string, rest = '') => `gaps/${encodeURIComponent(id)}${rest}`

/** What the gap audit asks of the server. */
export const createGapsApi = (studio: StudioClient) => ({
  board: () => studio.get(GapBoard, 'gaps'),
  save: (id: string, base: number, gap: GapDraft) => studio.post(Edited, of(id), { base, gap }),
  activate: (id: string, override: string | null) =>
    studio.post(Stood, of(id, '/activate'), override === null ? {} : { override: { reason: override } }),
  decide: (id: string, act: 'close' | 'set-aside' | 'reopen', reason: string) =>
    studio.post(Stood, of(id, `/${act}`), { reason }),
  cases: (id: string) => studio.get(v.array(GapCase), of(id, '/cases')),
  openCase: (id: string, caseId: string, reason: string) =>
    studio.post(GapCase, of(id, '/cases'), { id: caseId, reason }),
  persons: (id: string, caseId: string) => studio.get(GapPersons, of(id, `/cases/${encodeURIComponent(caseId)}`)),
  endCase: (id: string, caseId: string) =>
    studio.post(GapCase, of(id, `/cases/${encodeURIComponent(caseId)}/close`), {}),
  bring: (csv: string) => studio.post(EvidenceReport, 'gaps/evidence', { csv }),
})
