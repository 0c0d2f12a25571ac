import { MAX_IMAGE_BYTES } from '#core/content'

/** Longest side, px: sharp on a phone and in a panel, and small. */
const MOST_PX = 1600
const QUALITIES = [0.85, 0.7, 0.55]

export interface ShrunkImage {
  base64: string
  width: number
  height: number
  sizeBytes: number
}

/**
 * Draws a picture anew in this browser: at most 1600 px, WebP (JPEG where the browser has none), and nothing of where, when and
 * with what it was made. The file itself is never sent.
 *
 * @returns `unreadable` for what the browser cannot draw, SVG too: it is a program, not a picture; `too-large` above 1 MiB
 */
export async function shrinkImage(file: Blob): Promise<ShrunkImage | 'unreadable' | 'too-large'> {
  if (file.type === 'image/svg+xml') return 'unreadable'
  const bitmap = await createImageBitmap(file).catch(() => null)
  if (!bitmap) return 'unreadable'
  const scale = Math.min(1, MOST_PX / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const drawing = canvas.getContext('2d')
  if (!drawing) return 'unreadable'
  // JPEG has no transparency: what shows through is paper
  drawing.fillStyle = '#fff'
  drawing.fillRect(0, 0, canvas.width, canvas.height)
  drawing.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  for (const quality of QUALITIES) {
    const blob = (await encoded(canvas, 'image/webp', quality)) ?? (await encoded(canvas, 'image/jpeg', quality))
    if (blob && blob.size <= MAX_IMAGE_BYTES)
      return { base64: await base64Of(blob), width: canvas.width, height: canvas.height, sizeBytes: blob.size }
  }
  return 'too-large'
}

/** Null where the browser writes another format instead. */
const encoded = (canvas: HTMLCanvasElement, type: string, quality: number) =>
  new Promise<Blob | null>((done) => canvas.toBlob((blob) => done(blob?.type === type ? blob : null), type, quality))

const base64Of = (blob: Blob) =>
  new Promise<string>((done, failed) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => failed(reader.error ?? new Error('The picture could not be read.'))
    reader.readAsDataURL(blob)
  })
