import * as v from 'valibot'

/** Where an object stands for its author. `retired`: the next release leaves it out. */
export const ContentState = v.picklist([
  'incomplete',
  'draft',
  'ready',
  'in-review',
  'changes-requested',
  'approved',
  'released',
  'retired',
])
export type ContentState = v.InferOutput<typeof ContentState>

export const ContentRow = v.object({
  kind: v.string(),
  id: v.string(),
  version: v.number(),
  title: v.string(),
  state: ContentState,
  /** names */
  authors: v.array(v.string()),
  /** a day, '' where it has none */
  reviewBy: v.string(),
  changedOn: v.string(),
  /** id of the brief it was written on */
  brief: v.nullable(v.string()),
})
export type ContentRow = v.InferOutput<typeof ContentRow>

/** `GET /v1/studio/content` */
export const ContentList = v.object({ objects: v.array(ContentRow) })

/** `GET /v1/studio/content/one?kind=&id=`: the newest version for its editor. */
export const ContentDetail = v.object({
  ...ContentRow.entries,
  sha256: v.string(),
  body: v.record(v.string(), v.unknown()),
  /** every cited passage as it reads now; `changed` where that is not what was cited */
  sources: v.array(
    v.object({
      document: v.string(),
      passage: v.string(),
      title: v.string(),
      text: v.nullable(v.string()),
      changed: v.boolean(),
    }),
  ),
})
export type ContentDetail = v.InferOutput<typeof ContentDetail>

const Named = v.object({ id: v.string(), title: v.string() })

/** `GET /v1/studio/content/choices`: what a form's fields may name. */
export const ContentChoices = v.object({
  today: v.string(),
  roles: v.array(Named),
  competencies: v.array(v.object({ ...Named.entries, parts: v.array(Named) })),
  objects: v.array(v.object({ kind: v.string(), ...Named.entries })),
})
export type ContentChoices = v.InferOutput<typeof ContentChoices>

/** `GET /v1/studio/content/passages?q=`: passages that may be cited, best first. */
export const FoundPassages = v.object({
  passages: v.array(
    v.object({
      document: v.string(),
      title: v.string(),
      passage: v.string(),
      path: v.array(v.string()),
      text: v.string(),
      sha256: v.string(),
    }),
  ),
})
export type FoundPassage = v.InferOutput<typeof FoundPassages>['passages'][number]

/** `POST /v1/studio/images` */
export const SavedImage = v.object({ sha256: v.string(), length: v.number() })
