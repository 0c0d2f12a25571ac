import { reviewItem } from '#core/assessment'
import { showableDraft } from '#core/authoring'
import { type Block, blockText, contentKind, type Draft, draftBody, item } from '#core/content'
import { bodyFaults } from './body-faults.ts'
import { formFields } from './form-fields.ts'

/** A body as blocks, made whole where it is not: null where it cannot be shown at all. */
export function shownBlocks(kind: string, draft: Draft): { body: Draft; blocks: Block[] } | null {
  const body = showableDraft(draftBody(formFields(kind, draft), draft), (each) => bodyFaults(kind, each))
  if (!body) return null
  return { body, blocks: kind === 'item' ? reviewItem(item.parse(body)) : contentKind(kind).view(body) }
}

/** A text as lines people read, for two beside each other. */
export function bodyLines(kind: string, body: Draft): string[] {
  const shown = shownBlocks(kind, body)
  if (!shown) return [JSON.stringify(body)]
  const { title } = shown.body
  return [
    ...(typeof title === 'string' ? [title] : []),
    contentKind(kind).summary(shown.body),
    ...shown.blocks.flatMap(blockText),
  ].filter((line) => line !== '')
}
