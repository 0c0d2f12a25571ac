/**
 * How a body is written: the closed list of fields the studio's editor draws. Each content kind and each item type declares its
 * form beside its schema; the schema decides what may be saved, the form only says what is asked.
 */
export type FieldType =
  /** one line; @see max characters */
  | { type: 'text'; max: number }
  /** several lines */
  | { type: 'long-text'; max: number }
  | { type: 'day' }
  | { type: 'number'; min: number; max: number; step: number }
  | { type: 'choice'; options: readonly { value: string; label: string }[] }
  | { type: 'flag' }
  /** one line, divided by commas: `string[]` */
  | { type: 'words' }
  /** role profiles, competencies, or competencies with their parts, by id */
  | { type: 'slugs'; of: SlugSource }
  | { type: 'slug'; of: SlugSource }
  /** ids of objects of these kinds */
  | { type: 'objects'; kinds: readonly string[] }
  | { type: 'object'; kinds: readonly string[] }
  /** one object with its kind: `{kind, id}` */
  | { type: 'ref'; kinds: readonly string[] }
  /** passages of documents that may be cited, by hash */
  | { type: 'sources' }
  /** what is shown; `blocks` are those it may begin with, the first is offered first */
  | { type: 'blocks'; blocks: readonly string[] }
  /** a bundled picture with its words: `{sha256, alt}` */
  | { type: 'picture' }
  /** what holds on a page, by the closed list of matchers */
  | { type: 'rules' }
  /** of an item: the form of its type, declared in `core/assessment/items` */
  | { type: 'task' }
  | { type: 'list'; item: FieldType; itemLabel: string; min: number; max: number }
  | { type: 'group'; fields: readonly Field[] }
export type SlugSource = 'role' | 'competency' | 'sub-competency'

export type Field = FieldType & {
  /** the property of the body */
  name: string
  label: string
  hint?: string
  /** left empty, the property is left out */
  optional?: true
  /** what a new one begins with */
  initial?: unknown
}

/** The fields of a kind, in the order they are asked. `own`: another screen of the studio edits it. */
export type Form = readonly Field[] | 'own'

/** A body while it is written: any part may still be empty. */
export type Draft = Record<string, unknown>

/** What a new body begins with. */
export const blankDraft = (fields: readonly Field[]): Draft => fitDraft(fields, {})

/**
 * Any value as a draft of this form: what has another shape is emptied, what the form does not name is kept as it is.
 *
 * @param value from the server, the device or a machine's draft; may be anything
 */
export function fitDraft(fields: readonly Field[], value: unknown): Draft {
  const given = isRecord(value) ? value : {}
  const draft: Draft = { ...given }
  for (const field of fields) draft[field.name] = fitValue(field, given[field.name] ?? field.initial)
  return draft
}

/** An empty value of a field's shape. */
export const blankValue = (type: FieldType): unknown => fitValue(type, undefined)

function fitValue(field: FieldType, value: unknown): unknown {
  switch (field.type) {
    case 'text':
    case 'long-text':
    case 'day':
    case 'slug':
    case 'object':
      return typeof value === 'string' ? value : ''
    case 'choice':
      return typeof value === 'string' ? value : (field.options[0]?.value ?? '')
    case 'number':
      return typeof value === 'number' ? value : null
    case 'flag':
      return value === true
    case 'words':
    case 'slugs':
    case 'objects':
      return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
    case 'ref':
      return isRecord(value) ? value : { kind: field.kinds[0] ?? '', id: '' }
    case 'picture':
      return isRecord(value) ? value : { sha256: '', alt: '' }
    case 'sources':
    case 'blocks':
    case 'rules':
      return Array.isArray(value) ? value.filter(isRecord) : []
    case 'task':
      return isRecord(value) ? value : {}
    case 'list': {
      const items = Array.isArray(value) ? value.map((each) => fitValue(field.item, each)) : []
      while (items.length < field.min) items.push(blankValue(field.item))
      return items
    }
    case 'group':
      return fitDraft(field.fields, value)
  }
}

/** A draft as a body: optional fields that were left empty are left out, texts lose the white space around them. */
export function draftBody(fields: readonly Field[], draft: Draft): Draft {
  const body: Draft = { ...draft }
  for (const field of fields) {
    const value = bodyValue(field, draft[field.name])
    if (field.optional && isEmpty(value)) delete body[field.name]
    else body[field.name] = value
  }
  return body
}

function bodyValue(field: FieldType, value: unknown): unknown {
  if (typeof value === 'string') return value.trim()
  if (field.type === 'group') return isRecord(value) ? draftBody(field.fields, value) : value
  if (field.type === 'list' && Array.isArray(value)) {
    const items = value.map((each) => bodyValue(field.item, each))
    // an empty line is not an entry that is missing its text
    return typeof items[0] === 'string' ? items.filter((each) => each !== '') : items
  }
  return value
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true
  if (Array.isArray(value)) return value.every(isEmpty)
  return isRecord(value) && Object.values(value).every(isEmpty)
}

const isRecord = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
