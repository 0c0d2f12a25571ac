import type { DocumentPart } from '#core/knowledge'

/** What a reader of one format finds in a file. */
export interface PageContent {
  parts: DocumentPart[]
  /** named in the file's properties */
  title: string | null
  warnings: string[]
}
