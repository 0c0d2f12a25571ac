import { describe, expect, it } from 'vitest'
import { utf8 } from '#core/base'
import { bundledIn, hasImageNotes, imageType } from '#core/content'

const jpeg = (...segments: [marker: number, text: string][]) =>
  new Uint8Array([
    0xff,
    0xd8,
    ...segments.flatMap(([marker, text]) => [0xff, marker, 0, text.length + 2, ...utf8(text)]),
    0xff,
    0xda,
    0,
    2,
  ])
const webp = (...chunks: [name: string, text: string][]) => {
  const body = chunks.flatMap(([name, text]) => [
    ...utf8(name),
    text.length,
    0,
    0,
    0,
    ...utf8(text),
    ...(text.length % 2 ? [0] : []),
  ])
  return new Uint8Array([...utf8('RIFF'), body.length + 4, 0, 0, 0, ...utf8('WEBP'), ...body])
}

describe('a picture', () => {
  it('is known by its bytes, and nothing else is a picture', () => {
    expect(imageType(jpeg([0xe0, 'JFIF']))).toBe('image/jpeg')
    expect(imageType(webp(['VP8 ', 'xx']))).toBe('image/webp')
    for (const other of [
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      '<?xml version="1.0"?><svg/>',
      '\u0089PNG',
      'GIF89a',
      '',
    ])
      expect(imageType(utf8(other)), other).toBeNull()
  })

  it('with notes of where and with what it was made is told from one without', () => {
    expect(hasImageNotes(jpeg([0xe0, 'JFIF'], [0xe2, 'ICC_PROFILE']))).toBe(false)
    expect(hasImageNotes(jpeg([0xe0, 'JFIF'], [0xe1, 'Exif GPS']))).toBe(true)
    expect(hasImageNotes(jpeg([0xfe, 'made with'], [0xe0, 'JFIF']))).toBe(true)
    expect(hasImageNotes(webp(['VP8 ', 'xxx']))).toBe(false)
    expect(hasImageNotes(webp(['VP8X', 'x'], ['EXIF', 'gps']))).toBe(true)
    expect(hasImageNotes(webp(['VP8 ', 'xxx'], ['XMP ', 'who']))).toBe(true)
  })

  it('is named once however often blocks show it', () => {
    const image = { block: 'image' as const, sha256: 'a'.repeat(64), alt: 'The form' }
    expect(bundledIn([image, { block: 'text', text: 'and' }, image])).toEqual([image.sha256])
  })
})
