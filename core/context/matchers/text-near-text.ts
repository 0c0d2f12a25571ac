import * as v from 'valibot'
import { defineMatcher } from '../matcher.ts'
import { says } from '../words.ts'

const words = v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(100))

/**
 * Two labels that stand in the same part of the page, or a label in the part of that name: "Amount" under "Refund" is another
 * field than "Amount" under "Order". Whole words, any case.
 */
export const textNearText = defineMatcher({
  matcher: 'text-near-text',
  reads: ['groups'],
  narrows: 2,
  schema: v.strictObject({ matcher: v.literal('text-near-text'), text: words, near: words }),
  match: ({ text, near }, { groups }) =>
    groups.some(
      ({ name, holds }) =>
        holds.some((label) => says(label, text)) &&
        (says(name, near) || holds.some((label) => says(label, near) && !says(label, text))),
    ),
  says: ({ text, near }) => `“${text}” stands beside “${near}”`,
  examples: [
    {
      rule: { matcher: 'text-near-text', text: 'amount', near: 'refund' },
      signals: { groups: [{ name: 'Refund this order', holds: ['Amount (GBP)', 'Reason'] }] },
      matches: true,
    },
    {
      rule: { matcher: 'text-near-text', text: 'amount', near: 'reason' },
      signals: { groups: [{ name: '', holds: ['Amount', 'Reason'] }] },
      matches: true,
    },
    {
      rule: { matcher: 'text-near-text', text: 'amount', near: 'refund' },
      signals: {
        groups: [
          { name: 'Order', holds: ['Amount'] },
          { name: 'Refund', holds: ['Reason'] },
        ],
      },
      matches: false,
    },
  ],
})
