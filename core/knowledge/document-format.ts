const extensions = {
  md: 'markdown',
  markdown: 'markdown',
  'md.erb': 'markdown',
  html: 'html',
  htm: 'html',
  docx: 'docx',
  pdf: 'pdf',
  xlsx: 'xlsx',
} as const
export type DocumentFormat = (typeof extensions)[keyof typeof extensions]

/** What a file is read as, by its name; null for one that is not read. */
export function documentFormat(path: string): DocumentFormat | null {
  const name = path.toLowerCase()
  const known = Object.entries(extensions).find(([extension]) => name.endsWith(`.${extension}`))
  return known?.[1] ?? null
}

/** A path without what only says how the file was written: `slis.html.md.erb` is `slis`. */
export const withoutExtension = (path: string): string =>
  path.replace(/(\.(md|markdown|html?|docx|pdf|xlsx|erb))+$/i, '').replace(/\.[a-z]+$/i, '')
