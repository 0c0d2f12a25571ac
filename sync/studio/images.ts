import type { Kysely } from 'kysely'
import { reviewItem } from '#core/assessment'
import { AppError } from '#core/base'
import {
  bundledIn,
  contentKind,
  hasImageNotes,
  imageSize,
  imageType,
  item,
  MAX_IMAGE_BYTES,
  MAX_IMAGE_SIDE,
} from '#core/content'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { storeBlob } from './stored-objects.ts'

/**
 * Takes a picture in, by what its bytes are. The studio has drawn it anew before it was sent, so that nothing is left in it but the
 * picture.
 *
 * @throws {AppError} `too-large` in bytes or px; `bad-input` for anything but JPEG and WebP, or one with notes in it (place, camera,
 *   program)
 */
export async function saveImage(
  org: Organisation,
  person: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ sha256: string; length: number }> {
  if (bytes.length > MAX_IMAGE_BYTES)
    throw new AppError('too-large', 'The picture is larger than 1 MiB; choose a smaller part of it.')
  if (imageType(bytes) === null) throw new AppError('bad-input', 'Only JPEG and WebP pictures can be shown everywhere.')
  const size = imageSize(bytes)
  if (!size) throw new AppError('bad-input', 'The picture is broken: it does not say how large it is. Save it anew.')
  if (Math.max(size.width, size.height) > MAX_IMAGE_SIDE)
    throw new AppError('too-large', `The picture is more than ${MAX_IMAGE_SIDE} px wide or high; make it smaller.`)
  if (hasImageNotes(bytes))
    throw new AppError(
      'bad-input',
      'The picture says where or with what it was made; add it in the studio, which takes that out.',
    )
  const sha256 = await storeBlob(org.db, bytes)
  await org.audit(person, 'image-saved', sha256)
  return { sha256, length: bytes.length }
}

/** The bytes of a picture that an author put in; no other stored bytes. @throws {AppError} `not-found` */
export async function readImage(db: Kysely<Schema>, sha256: string): Promise<Uint8Array> {
  const bytes = await imageBytes(db, sha256)
  if (!bytes) throw new AppError('not-found', 'There is no such picture.')
  return bytes
}

async function imageBytes(db: Kysely<Schema>, sha256: string): Promise<Uint8Array | null> {
  const row = await db.selectFrom('blob').select('bytes').where('sha256', '=', sha256).executeTakeFirst()
  const bytes = row && new Uint8Array(row.bytes)
  return bytes && imageType(bytes) !== null ? bytes : null
}

/** Every picture of an object is here. @throws {AppError} `bad-input` */
export async function assertImages(db: Kysely<Schema>, kind: string, body: unknown): Promise<void> {
  for (const sha256 of shownBy(kind, body))
    if (!(await imageBytes(db, sha256)))
      throw new AppError(
        'bad-input',
        `It shows a picture that is not on this server (${sha256.slice(0, 12)}); add it first.`,
      )
}

/** The pictures that objects show, for the release that carries them. */
export async function imagesOf(
  db: Kysely<Schema>,
  objects: readonly { kind: string; body: unknown }[],
): Promise<{ sha256: string; length: number }[]> {
  const named = new Set(objects.flatMap(({ kind, body }) => (mayShow(kind) ? shownBy(kind, body) : [])))
  const found: { sha256: string; length: number }[] = []
  for (const sha256 of [...named].sort()) {
    const bytes = await imageBytes(db, sha256)
    if (bytes) found.push({ sha256, length: bytes.length })
  }
  return found
}

/** Hashes of its pictures; an item's are known to its type. */
const shownBy = (kind: string, body: unknown): string[] =>
  bundledIn(kind === 'item' ? reviewItem(item.parse(body)) : contentKind(kind).view(body))

/** Source documents are thousands, and what was read from files holds words only. */
const mayShow = (kind: string): boolean => kind === 'item' || (kind !== 'document' && contentKind(kind).readable)
