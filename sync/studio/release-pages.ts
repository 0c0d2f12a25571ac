import { contentKind, document, type Envelope } from '#core/content'
import { objectText } from '#core/knowledge'
import { objectKey } from '#core/releases'
import { embeddedTexts, type SearchPage, toSearchPage } from '#core/retrieval'

/** What search finds of a release: its readable objects, as every device cuts them. */
export const releasePages = (objects: readonly Envelope[]): SearchPage[] =>
  objects.filter(({ kind }) => contentKind(kind).readable).map(objectPage)

/** One object as search sees it. */
export function objectPage({ kind, id, body }: Pick<Envelope, 'kind' | 'id'> & { body: unknown }): SearchPage {
  const described = contentKind(kind)
  const facets = { kind, roles: described.roles(body), competencies: described.competencies(body) }
  return toSearchPage({ id: objectKey({ kind, id }), ...objectText(kind, body), facets })
}

/** Every text a device embeds of a release: its pages for search, and each aid in one line for the page it helps on. */
export function releaseTexts(objects: readonly Envelope[]): string[] {
  const aids = objects.filter(({ kind }) => kind !== document.kind && contentKind(kind).readable)
  const lines = aids.map(({ kind, body }) => `${contentKind(kind).title(body)}. ${contentKind(kind).summary(body)}`)
  return [...releasePages(objects).flatMap(embeddedTexts), ...lines]
}
