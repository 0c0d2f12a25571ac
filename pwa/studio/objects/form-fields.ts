import { itemTypes } from '#core/assessment'
import { contentKind, type Draft, type Field } from '#core/content'

/** The fields of a body: of an item the form of its type stands where its task does. */
export function formFields(kind: string, body: Draft): readonly Field[] {
  const { form } = contentKind(kind)
  if (form === 'own') return []
  return form.map((field): Field => {
    if (field.type !== 'task') return field
    const { name, label } = field
    return { name, label, type: 'group', fields: taskFields(body.type) }
  })
}

export const taskFields = (type: unknown): readonly Field[] => itemTypes.find((each) => each.type === type)?.form ?? []
