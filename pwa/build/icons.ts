import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import type { Plugin } from 'vite'

const mark = fileURLToPath(new URL('../public/mark.svg', import.meta.url))
const sizesPx = [180, 192, 512]

/** Draws the icons of the manifest from the one mark. A maskable icon is square and keeps the mark in its inner 80 %. */
export function icons(): Plugin {
  return {
    name: 'handrail-icons',
    apply: 'build',
    async generateBundle() {
      const svg = await readFile(mark, 'utf8')
      const square = svg.replace('rx="116"', 'rx="0"').replace('<g ', '<g transform="translate(51 51) scale(.8)" ')
      for (const size of sizesPx) {
        this.emitFile({
          type: 'asset',
          fileName: `icon-${size}.png`,
          source: await png(size === 180 ? square : svg, size),
        })
      }
      this.emitFile({ type: 'asset', fileName: 'icon-maskable-512.png', source: await png(square, 512) })
    },
  }
}

const png = (svg: string, size: number) =>
  sharp(Buffer.from(svg)).resize(size, size).png({ compressionLevel: 9 }).toBuffer()
