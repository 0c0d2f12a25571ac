import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#core/base'
import { readDocument, type TakenDocument } from '#core/knowledge'
import { createProgress } from './eval-output.ts'

/** One file of the folder and what became of it. */
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
 * Reads every file below a folder, hidden ones left out, in the order of their paths.
 *
 * @param today a day like 2026-01-31
 * @throws {AppError} `bad-input` for a folder that cannot be read or holds no file
 */
export function readFolder(folder: string, today: string): { read: DocumentRead[]; refused: FileReport[] } {
  const files = filesBelow(folder)
  if (files.length === 0) throw new AppError('bad-input', `${folder} holds no files; give a folder of Markdown pages.`)
  const progress = createProgress('reading')
  const read: DocumentRead[] = []
  const refused: FileReport[] = []
  const fileById = new Map<string, string>()
  for (const [i, file] of files.entries()) {
    const document = readDocument({ path: file, content: readFileSync(join(folder, file)), today })
    const twin = document.state === 'taken' ? fileById.get(document.id) : undefined
    if (document.state === 'refused') refused.push({ file, ...document })
    else if (twin)
      refused.push({ file, state: 'refused', line: 1, reason: `has the same id as ${twin}; rename one of them` })
    else {
      fileById.set(document.id, file)
      read.push({ file, document })
    }
    progress(i + 1, files.length)
  }
  return { read, refused }
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length).replaceAll('\\', '/'))
      .filter((file) => !file.split('/').some((part) => part.startsWith('.')))
      .sort()
  } catch (cause) {
    throw new AppError('bad-input', `${folder} cannot be read; give a folder of Markdown pages.`, cause)
  }
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
