import { contentKind } from '#core/content'
import { objectText } from '#core/knowledge'
import { type SearchPage, toSearchPage } from './search-page.ts'

interface Readable {
  readonly kind: string
  readonly body: unknown
}

/** An object as search sees it; server and devices must cut it alike, or the vectors of a release fit no text. @param id of the page */
export function objectPage(id: string, { kind, body }: Readable): SearchPage {
  const described = contentKind(kind)
  const facets = { kind, roles: described.roles(body), competencies: described.competencies(body) }
  return toSearchPage({ id, ...objectText(kind, body), facets })
}

/** An aid in one line, as it is embedded to be compared with the page it may help on. */
export function aidLine({ kind, body }: Readable): string {
  const { title, summary } = contentKind(kind)
  return `${title(body)}. ${summary(body)}`
}
