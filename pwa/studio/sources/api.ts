import * as v from 'valibot'
import { Edited } from '#core/authoring'
import {
  DocumentDetail,
  type DocumentFields,
  type FieldChange,
  FieldResults,
  FileReports,
  Inventory,
  SourceCheck,
  SourceFiles,
  SourceList,
} from '#core/knowledge'
import type { StudioClient } from '../use-studio.ts'

const Id = v.object({ id: v.string() })

/** What the screens of documents ask of the server. */
export const createSourcesApi = (studio: StudioClient) => ({
  inventory: async () => (await studio.get(Inventory, 'documents')).documents,
  document: (id: string) => studio.get(DocumentDetail, `documents/one?id=${encodeURIComponent(id)}`),
  edit: (id: string, base: number, fields: DocumentFields) =>
    studio.post(Edited, 'documents/edit', { id, base, fields }),
  fill: async (changes: { id: string; base: number; fields: FieldChange }[]) =>
    (await studio.post(FieldResults, 'documents/fill', { changes })).results,
  flag: (id: string, why: string) => studio.post(Id, 'documents/flag', { id, why }),
  settle: (id: string, answer: string) => studio.post(Id, 'documents/flag/settle', { id, answer }),
  send: async (files: { path: string; base64: string }[]) =>
    (await studio.post(FileReports, 'sources/files', { files })).files,
  sources: () => studio.get(SourceList, 'sources'),
  files: async (id: string) => (await studio.get(SourceFiles, `sources/${id}/files`)).files,
  check: (id: string) => studio.post(SourceCheck, `sources/${id}/check`, {}),
  checked: (id: string) => studio.get(v.nullable(SourceCheck), `sources/${id}/check`),
  remove: (id: string) => studio.post(Id, `sources/${id}/remove`, {}),
  add: (title: string, addresses: string[]) =>
    studio.post(Id, 'sources', { title, place: { type: 'addresses', addresses } }),
})
