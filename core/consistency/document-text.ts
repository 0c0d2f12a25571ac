import type { DocumentBody } from '#core/knowledge'

/** A source document as far as it is compared. */
export interface DocumentText {
  id: string
  title: string
  passages: DocumentBody['passages']
}
