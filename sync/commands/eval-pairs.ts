import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { AppError, sha256Hex } from '#core/base'
import { readDocument } from '#core/knowledge'
import { type ChangedDocument, type Comparison, compareOnce } from '../studio/pairs-compare.ts'
import { openEmbedder } from './eval-embedder.ts'
import { createProgress } from './eval-output.ts'
import { readText } from './input-file.ts'

/** Every Markdown page below a folder, named by its path. Front matter that an import would refuse is left out. */
export function readPages(folder: string): ChangedDocument[] {
  let paths: string[]
  try {
    paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  } catch (cause) {
    throw new AppError('bad-input', `${folder} cannot be read; give a folder of Markdown pages.`, cause)
  }
  const pages = paths.filter((path) => /\.(md|markdown)(\.\w+)?$/i.test(path))
  if (pages.length === 0) throw new AppError('bad-input', `${folder} holds no Markdown page.`)
  return pages.flatMap((path) => {
    const content = readText(join(folder, path))
    // the name only decides whether it is Markdown; the path may hold anything
    const read = (text: string) => readDocument({ path: 'page.md', content: text, today: '' })
    const first = read(content)
    const page = first.state === 'taken' ? first : read(content.replace(/^---\n[\s\S]*?\n---\n/, ''))
    if (page.state === 'refused') {
      console.error(`${path}: ${page.reason}; it is left out`)
      return []
    }
    const { title, passages } = page.body
    return [{ id: path.replaceAll('\\', '/'), title, passages, sha256: sha256Hex(content) }]
  })
}

/** Compares all with all, with the embedding model of this checkout. */
export async function comparePages(documents: readonly ChangedDocument[]): Promise<Comparison> {
  const embedder = openEmbedder()
  try {
    return await compareOnce(documents, (texts) => embedder.vectors(texts), createProgress('compared'))
  } finally {
    embedder.close()
  }
}
