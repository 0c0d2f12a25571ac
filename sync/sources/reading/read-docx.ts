import mammoth from 'mammoth'
import { AppError } from '#core/base'
import { htmlPage } from '#core/knowledge'
import { officeParts, repacked } from './office-zip.ts'
import type { PageContent } from './page-content.ts'

/** Word's styles to headings and lists, on the road HTML takes. Pictures are left out, their description stays. */
export async function readDocx(bytes: Uint8Array): Promise<PageContent> {
  const parts = officeParts(bytes)
  if (!parts.has('word/document.xml') && ![...parts.keys()].some((name) => /document\d*\.xml$/.test(name)))
    throw new AppError('bad-input', 'not a Word document')
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(repacked(parts)) },
    {
      styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"],
      convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
      externalFileAccess: false,
    },
  )
  return { parts: htmlPage(value).parts, title: null, warnings: [] }
}
