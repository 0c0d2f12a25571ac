import * as v from 'valibot'
import { ObjectId } from '#core/content'
import { withoutExtension } from './document-format.ts'
import { slugify } from './words.ts'

/** A document is named after its path: `Guides/Travel 101.md` is `guides/travel-101`. Null when no Latin letter or digit is left of a part, or it gets too long. */
export function documentId(path: string): string | null {
  const id = withoutExtension(path).split('/').map(slugify).join('/')
  return v.is(ObjectId, id) ? id : null
}
