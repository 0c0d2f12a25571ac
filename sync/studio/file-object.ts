import * as v from 'valibot'
import { Slug } from '#core/content'

/** One object in a JSON file, as people write it: version and authors are given by the import. */
export const FileObject = v.object({
  kind: v.pipe(v.string(), v.minLength(1)),
  id: v.pipe(v.string(), v.minLength(1)),
  authors: v.optional(v.array(Slug), []),
  body: v.record(v.string(), v.unknown()),
})
export type FileObject = v.InferOutput<typeof FileObject>
