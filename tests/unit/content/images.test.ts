import { describe, expect, it } from 'vitest'
import { utf8 } from '#core/base'
import { bundledIn, hasImageNotes, imageSize, imageType } from '#core/content'

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

const jpegOf = (...segments: [marker: number, bytes: number[]][]) =>
  new Uint8Array([
    0xff,
    0xd8,
    ...segments.flatMap(([marker, bytes]) => [0xff, marker, 0, bytes.length + 2, ...bytes]),
    0xff,
    0xda,
    0,
    2,
  ])
const webpOf = (name: string, bytes: number[]) =>
  new Uint8Array([...utf8('RIFF'), 0, 0, 0, 0, ...utf8(`WEBP${name}`), bytes.length, 0, 0, 0, ...bytes])

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
    // a marker may have any number of FF before it
    expect(hasImageNotes(new Uint8Array([0xff, 0xd8, 0xff, 0xff, ...jpeg([0xe1, 'Exif GPS']).subarray(3)]))).toBe(true)
    expect(hasImageNotes(webp(['VP8 ', 'xxx']))).toBe(false)
    expect(hasImageNotes(webp(['VP8X', 'x'], ['EXIF', 'gps']))).toBe(true)
    expect(hasImageNotes(webp(['VP8 ', 'xxx'], ['XMP ', 'who']))).toBe(true)
  })

  it('says how large it is, in each way it can be written, and a broken one does not', () => {
    expect(imageSize(jpegOf([0xe0, [1]], [0xc0, [8, 3, 0x20, 6, 0x40, 1]]))).toEqual({ width: 1600, height: 800 })
    expect(imageSize(jpegOf([0xc4, [8, 3, 0x20, 6, 0x40, 1]], [0xc2, [8, 0xff, 0xff, 0xff, 0xff, 1]]))).toEqual({
      width: 65535,
      height: 65535,
    })
    expect(imageSize(webpOf('VP8X', [0, 0, 0, 0, 0xff, 0xff, 0xff, 1, 0, 0]))).toEqual({ width: 16777216, height: 2 })
    expect(imageSize(webpOf('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, 0x40, 0x46, 0x20, 0x43]))).toEqual({
      width: 1600,
      height: 800,
    })
    expect(imageSize(webpOf('VP8L', [0x2f, 0x3f, 0xc6, 0xc7, 0]))).toEqual({ width: 1600, height: 800 })
    for (const broken of [jpegOf(), jpegOf([0xc0, [8, 0, 0, 0, 0, 1]]), webpOf('VP8X', []), webpOf('ALPH', [])])
      expect(imageSize(broken)).toBeNull()
  })

  it('is named once however often blocks show it', () => {
    const image = { block: 'image' as const, sha256: 'a'.repeat(64), alt: 'The form' }
    expect(bundledIn([image, { block: 'text', text: 'and' }, image])).toEqual([image.sha256])
  })
})
