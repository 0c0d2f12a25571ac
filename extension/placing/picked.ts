import * as v from 'valibot'
import { PageRead } from '#core/context'

const text = v.pipe(v.string(), v.maxLength(1_000))

/** What an author pointed at, as a page's script answers it. */
export const PickedOnPage = v.pipe(
  v.strictObject({
    ...PageRead.entries,
    index: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
    part: v.strictObject({ role: text, name: text, testId: v.nullable(text), isField: v.boolean() }),
  }),
  v.check(({ index, facts }) => index === null || index < facts.elements.length, 'must be one of the elements'),
)
