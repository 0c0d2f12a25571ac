import * as v from 'valibot'
import { defineMatcher } from '../matcher.ts'
import { says } from '../words.ts'

const words = v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(80))

/**
 * A visible button, tab, menu item or dialog: by role, by whole words of its name, by the tool makers' test id; all that are
 * given must be true of the same one.
 */
export const elementPresent = defineMatcher({
  matcher: 'element-present',
  reads: ['controls'],
  narrows: 2,
  schema: v.pipe(
    v.strictObject({
      matcher: v.literal('element-present'),
      role: v.optional(v.picklist(['button', 'tab', 'menuitem', 'dialog', 'switch'])),
      name: v.optional(words),
      testId: v.optional(words),
    }),
    v.check(
      ({ name, testId }) => name !== undefined || testId !== undefined,
      'must give the name or the test id of the element',
    ),
  ),
  match: ({ role, name, testId }, { controls }) =>
    controls.some(
      (control) =>
        (role === undefined || control.role === role) &&
        (name === undefined || says(control.name, name)) &&
        (testId === undefined || control.testId === testId),
    ),
  says: ({ role = 'part', name, testId }) => `the page has a ${role} ${name ? `“${name}”` : `marked “${testId}”`}`,
  examples: [
    {
      rule: { matcher: 'element-present', role: 'button', name: 'Send refund' },
      signals: { controls: [{ role: 'button', name: 'Send refund now', testId: null }] },
      matches: true,
    },
    {
      rule: { matcher: 'element-present', testId: 'refund-form' },
      signals: { controls: [{ role: null, name: '', testId: 'refund-form' }] },
      matches: true,
    },
    {
      rule: { matcher: 'element-present', role: 'button', name: 'Refund', testId: 'send' },
      signals: {
        controls: [
          { role: 'button', name: 'Refund', testId: null },
          { role: 'button', name: 'Close', testId: 'send' },
        ],
      },
      matches: false,
    },
  ],
})
