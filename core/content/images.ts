import type { Block } from './blocks.ts'

/** Largest picture in bytes; the studio makes them smaller before they are sent. A release carries many to phones. */
export const MAX_IMAGE_BYTES = 1024 * 1024

export type ImageType = 'image/webp' | 'image/jpeg'

/** What the bytes are, by themselves: a name or a header is not believed. Null for everything else, SVG above all. */
export function imageType(bytes: Uint8Array): ImageType | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  return ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP' ? 'image/webp' : null
}

/** Longest side, px: the studio makes them smaller, and a drawn picture takes 4 bytes a px of a phone's memory. */
export const MAX_IMAGE_SIDE = 4096

/** Width and height as a decoder will read them, px; null for bytes that begin like a picture and are none. */
export function imageSize(bytes: Uint8Array): { width: number; height: number } | null {
  const size = imageType(bytes) === 'image/jpeg' ? jpegSize(bytes) : webpSize(bytes)
  return size && size.width > 0 && size.height > 0 ? size : null
}

/** JPEG (ITU T.81 B.2.2): the frame header, SOF0 to SOF15 without the three markers between them that are none. */
function jpegSize(bytes: Uint8Array): { width: number; height: number } | null {
  for (const { marker, at } of jpegSegments(bytes))
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: big16(bytes, at + 3), width: big16(bytes, at + 5) }
  return null
}

/** WebP (RFC 9649 2.5 to 2.7): the canvas of VP8X, else the frame of VP8 or VP8L. */
function webpSize(bytes: Uint8Array): { width: number; height: number } | null {
  const little = (at: number, count: number) =>
    Array.from(bytes.subarray(at, at + count)).reduce((sum, byte, place) => sum + byte * 256 ** place, 0)
  const at = 20
  switch (ascii(bytes, 12, 4)) {
    case 'VP8X':
      return bytes.length < at + 10 ? null : { width: little(at + 4, 3) + 1, height: little(at + 7, 3) + 1 }
    case 'VP8 ':
      return bytes.length < at + 10 ? null : { width: little(at + 6, 2) & 0x3fff, height: little(at + 8, 2) & 0x3fff }
    case 'VP8L': {
      const bits = little(at + 1, 4)
      return bytes.length < at + 5 ? null : { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    default:
      return null
  }
}

/** Where a picture was taken, with what and when, or what a program noted in it: nothing of that may travel with content. */
export function hasImageNotes(bytes: Uint8Array): boolean {
  return imageType(bytes) === 'image/jpeg' ? jpegHasNotes(bytes) : webpHasNotes(bytes)
}

/** JPEG (ITU T.81 B.1.1): APP1 to APP13 and comments hold notes. APP0 is JFIF's own, APP2 the colour profile, APP14 Adobe's colours. */
const jpegHasNotes = (bytes: Uint8Array): boolean =>
  jpegSegments(bytes).some(({ marker }) => {
    const isApp = marker >= APP0 && marker <= 0xef
    return marker === COMMENT || (isApp && ![APP0, APP0 + 2, APP0 + 14].includes(marker))
  })

/** Segments of marker and length up to the scan; `at` is where the length stands. Any number of fill bytes (FF) may come before a marker. */
function jpegSegments(bytes: Uint8Array): { marker: number; at: number }[] {
  const segments: { marker: number; at: number }[] = []
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === SCAN) break
    segments.push({ marker, at: at + 2 })
    at += 2 + Math.max(2, big16(bytes, at + 2))
  }
  return segments
}
const big16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
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
