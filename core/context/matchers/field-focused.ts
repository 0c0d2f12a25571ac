import * as v from 'valibot'
import { defineMatcher } from '../matcher.ts'
import { says } from '../words.ts'

/** The person is in the field with this label; whole words, any case. What is in the field is never read. */
export const fieldFocused = defineMatcher({
  matcher: 'field-focused',
  reads: ['focused'],
  narrows: 3,
  schema: v.strictObject({
    matcher: v.literal('field-focused'),
    label: v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(100)),
  }),
  match: (rule, signals) => signals.focused !== null && says(signals.focused, rule.label),
  says: (rule) => `you are in the field “${rule.label}”`,
  examples: [
    { rule: { matcher: 'field-focused', label: 'Amount' }, signals: { focused: 'Amount (GBP)' }, matches: true },
    { rule: { matcher: 'field-focused', label: 'Amount' }, signals: { focused: null }, matches: false },
  ],
})
