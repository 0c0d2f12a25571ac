import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AppError } from '#core/base'
import type { TakenDocument } from '#core/knowledge'
import type { DocumentReader } from '../sources/document-reader.ts'
import { type FoundFile, folderFiles, loadFile } from '../sources/folder-files.ts'
import { createProgress } from './eval-output.ts'

/** One file and what became of it. */
export type FileReport =
  | {
      file: string
      state: 'complete' | 'incomplete'
      id: string
      passages: number
      missing: string[]
      warnings: string[]
      /** on the server; absent in a dry run */
      version?: number
      change?: 'new' | 'changed' | 'same'
    }
  | { file: string; state: 'refused'; line: number; reason: string }

export interface DocumentRead {
  file: string
  document: TakenDocument
}

/**
 * Reads files and every file below folders, hidden ones left out, in the order of their paths; one that is refused stops no other.
 *
 * @param places folders or files
 * @param today a day like 2026-01-31
 * @throws {AppError} `bad-input` for a place that cannot be read, or when there is no file at all
 */
export async function readPlaces(
  places: readonly string[],
  reader: DocumentReader,
  today: string,
): Promise<{ read: DocumentRead[]; refused: FileReport[] }> {
  const files = places.flatMap(filesOf)
  if (files.length === 0)
    throw new AppError('bad-input', `${places.join(', ')} holds no files; give a folder of documents.`)
  const progress = createProgress('reading')
  const read: DocumentRead[] = []
  const refused: FileReport[] = []
  const fileById = new Map<string, string>()
  for (const [i, { folder, ...found }] of files.entries()) {
    const { file } = found
    const loaded = loadFile(folder, found)
    if ('reason' in loaded) refused.push({ file, state: 'refused', line: 1, reason: loaded.reason })
    else {
      const { bytes, fields } = loaded
      const document = await reader.read({ path: file, bytes, fields, today })
      const twin = document.state === 'taken' ? fileById.get(document.id) : undefined
      if (document.state === 'refused') refused.push({ file, ...document })
      else if (twin)
        refused.push({ file, state: 'refused', line: 1, reason: `has the same id as ${twin}; rename one of them` })
      else {
        fileById.set(document.id, file)
        read.push({ file, document })
      }
    }
    progress(i + 1, files.length)
  }
  return { read, refused }
}

function filesOf(place: string): (FoundFile & { folder: string })[] {
  if (!statSync(place, { throwIfNoEntry: false })?.isFile())
    return folderFiles(place).map((found) => ({ ...found, folder: place }))
  const [folder, file] = [dirname(place), basename(place)]
  const sidecar = [`${file}.yaml`, `${file}.yml`].find((name) => existsSync(join(folder, name))) ?? null
  return [{ folder, file, sidecar, stamp: '' }]
}

export const reportOf = ({ file, document: { id, body, missing, warnings } }: DocumentRead): FileReport => {
  const state = missing.length > 0 ? 'incomplete' : 'complete'
  return { file, state, id, passages: body.passages.length, missing, warnings }
}

export function summary(files: readonly FileReport[]) {
  const count = (state: FileReport['state']) => files.filter((file) => file.state === state).length
  const [complete, incomplete, refused] = [count('complete'), count('incomplete'), count('refused')]
  return { taken: complete + incomplete, complete, incomplete, refused, files }
}
