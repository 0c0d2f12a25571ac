import { contentKind, document, type Envelope } from '#core/content'
import { objectKey } from '#core/releases'
import { aidLine, embeddedTexts, objectPage, type SearchPage } from '#core/retrieval'
import { nextTask } from '../next-task.ts'

/** Objects cut at once: a few ms, so that requests are not held up. */
const BATCH = 8

/** What search finds of a release: its readable objects, as every device cuts them. */
export async function releasePages(objects: readonly Envelope[]): Promise<SearchPage[]> {
  const pages: SearchPage[] = []
  for (const [i, object] of objects.entries()) {
    if (i % BATCH === 0) await nextTask()
    if (contentKind(object.kind).readable) pages.push(objectPage(objectKey(object), object))
  }
  return pages
}

/**
 * Every text a device embeds of a release: its pages for search, and each aid in one line for the page it helps on.
 *
 * @param pages as `releasePages` gives them
 */
export function releaseTexts(objects: readonly Envelope[], pages: readonly SearchPage[]): string[] {
  const aids = objects.filter(({ kind }) => kind !== document.kind && contentKind(kind).readable)
  return [...pages.flatMap(embeddedTexts), ...aids.map(aidLine)]
}
