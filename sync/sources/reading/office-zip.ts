import { strFromU8, unzipSync, type Zippable, zipSync } from 'fflate'
import { AppError } from '#core/base'

/** What a package may hold once it is unpacked; a large manual's words are below 10 MiB. */
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024
const MAX_PARTS = 5000
/** Words in XML pack 5 to 20 times; what packs more than this is made to fill memory. */
const MAX_RATIO = 200
/** Below this size any ratio is harmless. */
const RATIO_FROM_BYTES = 1024 * 1024

/**
 * The XML parts of an Office package (a ZIP), with everything else, pictures first of all, left packed. A part is never given more
 * room than it says it needs, so that one that lies about its size is cut off, not followed.
 *
 * @throws {AppError} `bad-input` not a package, too large unpacked, or with a document type declaration, which Office never writes
 * and entity bombs need
 */
export function officeParts(bytes: Uint8Array): Map<string, Uint8Array> {
  let count = 0
  let unpackedBytes = 0
  let parts: Record<string, Uint8Array>
  try {
    parts = unzipSync(bytes, {
      filter({ name, size, originalSize }) {
        if (++count > MAX_PARTS) throw new AppError('bad-input', `holds more than ${MAX_PARTS} parts`)
        if (!/\.(xml|rels)$/i.test(name)) return false
        unpackedBytes += originalSize
        const isBomb = originalSize > RATIO_FROM_BYTES && originalSize > size * MAX_RATIO
        if (unpackedBytes > MAX_UNPACKED_BYTES || isBomb)
          throw new AppError('bad-input', 'unpacks to far more than its size; it is made to fill memory')
        return true
      },
    })
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('bad-input', 'not a whole Office file; save it again', error)
  }
  for (const part of Object.values(parts))
    if (/<!DOCTYPE|<!ENTITY/i.test(strFromU8(part)))
      throw new AppError('bad-input', 'declares entities, which no Office file does')
  return new Map(Object.entries(parts))
}

/** The parts as a package again: a library then sees what was checked and nothing else. */
export function repacked(parts: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const files: Zippable = Object.fromEntries([...parts].map(([name, part]) => [name, part]))
  return zipSync(files, { level: 0 })
}
