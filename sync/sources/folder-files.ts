import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { AppError } from '#core/base'
import { documentFormat } from '#core/knowledge'
import { MAX_FILE_BYTES } from './reading/limits.ts'

/** Beside a file that cannot carry its fields itself: `Refunds.docx.yaml` with the names of front matter. */
const SIDECAR = /\.ya?ml$/i

export interface FoundFile {
  /** inside the folder, with "/" */
  file: string
  /** changes whenever the file or what lies beside it is written */
  stamp: string
  sidecar: string | null
}

/**
 * Every file below a folder, hidden ones and sidecars left out, in the order of their paths. Links are not followed: they may lead
 * out of the folder.
 *
 * @throws {AppError} `bad-input` for a folder that cannot be read
 */
export function folderFiles(folder: string): FoundFile[] {
  const names = namesBelow(folder)
  const all = new Set(names)
  return names
    .filter((name) => !(SIDECAR.test(name) && all.has(name.replace(SIDECAR, ''))))
    .map((file) => {
      const sidecar = ['.yaml', '.yml'].map((end) => file + end).find((name) => all.has(name)) ?? null
      const stamp = [file, ...(sidecar ? [sidecar] : [])].map((name) => stampOf(join(folder, name))).join(' ')
      return { file, stamp, sidecar }
    })
}

function namesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length).replaceAll('\\', '/'))
      .filter((file) => !file.split('/').some((part) => part.startsWith('.')))
      .sort()
  } catch (cause) {
    throw new AppError('bad-input', `${folder} cannot be read; give a folder of documents.`, cause)
  }
}

function stampOf(path: string): string {
  const { size, mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { size: -1, mtimeMs: 0 }
  return `${size}-${mtimeMs}`
}

export interface LoadedFile {
  bytes: Uint8Array
  fields: Record<string, unknown>
  /** of the bytes and of what lies beside them */
  sha256: string
}

/** A file's bytes and the fields beside it; one sentence where it cannot be read. */
export function loadFile(folder: string, { file, sidecar }: FoundFile): LoadedFile | { reason: string } {
  if (documentFormat(file) === null) return { reason: 'not Markdown, HTML, Word (.docx), PDF or Excel (.xlsx)' }
  try {
    const bytes = readInside(folder, file, MAX_FILE_BYTES)
    if (bytes === null) return { reason: `larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB; split it` }
    if (sidecar === null) return { bytes, fields: {}, sha256: hashOf(bytes) }
    const yaml = readInside(folder, sidecar, MAX_SIDECAR)?.toString()
    if (yaml === undefined) return { reason: `${sidecar} beside it is larger than ${MAX_SIDECAR / 1024} KiB` }
    const fields = readSidecar(yaml)
    if (!fields) return { reason: `${sidecar} beside it is not "name: value" lines` }
    return { bytes, fields, sha256: hashOf(`${hashOf(bytes)} ${hashOf(yaml)}`) }
  } catch {
    return { reason: 'cannot be opened; see whether it is still there and may be read' }
  }
}

/**
 * What was a file when the folder was listed may be a link a moment later: it is opened only where it truly lies inside.
 *
 * @returns null for one that is larger
 */
function readInside(folder: string, file: string, maxBytes: number): Buffer | null {
  const path = join(folder, file)
  if (!realpathSync(path).startsWith(join(realpathSync(folder), '/')))
    throw new AppError('refused', 'leads out of the folder')
  const opened = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const found = fstatSync(opened)
    if (!found.isFile()) throw new AppError('refused', 'is no file')
    return found.size > maxBytes ? null : readFileSync(opened)
  } finally {
    closeSync(opened)
  }
}

export const hashOf = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex')

const MAX_SIDECAR = 64 * 1024

function readSidecar(yaml: string): Record<string, unknown> | null {
  const parsed = parseDocument(yaml)
  if (parsed.errors.length > 0) return null
  try {
    const value: unknown = parsed.toJS({ maxAliasCount: 20 })
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : null
  } catch {
    return null
  }
}
