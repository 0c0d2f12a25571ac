import type { Block } from './blocks.ts'

/** Largest picture in bytes; the studio makes them smaller before they are sent. A release carries many to phones. */
export const MAX_IMAGE_BYTES = 1024 * 1024

export type ImageType = 'image/webp' | 'image/jpeg'

/** What the bytes are, by themselves: a name or a header is not believed. Null for everything else, SVG above all. */
export function imageType(bytes: Uint8Array): ImageType | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  return ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP' ? 'image/webp' : null
}

/** Where a picture was taken, with what and when, or what a program noted in it: nothing of that may travel with content. */
export function hasImageNotes(bytes: Uint8Array): boolean {
  return imageType(bytes) === 'image/jpeg' ? jpegHasNotes(bytes) : webpHasNotes(bytes)
}

/** JPEG (ITU T.81 B.1.1): segments of marker and length up to the scan; APP1 to APP13 and comments hold notes. */
function jpegHasNotes(bytes: Uint8Array): boolean {
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0
    if (marker === SCAN) return false
    // APP0 is JFIF's own, APP2 the colour profile, APP14 Adobe's colour transform
    const isApp = marker >= APP0 && marker <= 0xef
    if (marker === COMMENT || (isApp && ![APP0, APP0 + 2, APP0 + 14].includes(marker))) return true
    at += 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))
  }
  return false
}
const APP0 = 0xe0
const SCAN = 0xda
const COMMENT = 0xfe

/** WebP (RFC 9649): RIFF chunks of name, length (little end first) and bytes, padded to an even length. */
function webpHasNotes(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = ascii(bytes, at, 4)
    if (name === 'EXIF' || name === 'XMP ') return true
    const length = view.getUint32(at + 4, true)
    at += 8 + length + (length % 2)
  }
  return false
}

const ascii = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length))

/** Hashes of the pictures and recordings blocks show, each once. */
export const bundledIn = (blocks: readonly Block[]): string[] => [
  ...new Set(blocks.flatMap((block) => (block.block === 'image' || block.block === 'media' ? [block.sha256] : []))),
]
