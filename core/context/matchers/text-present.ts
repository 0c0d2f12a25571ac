import * as v from 'valibot'
import { defineMatcher } from '../matcher.ts'
import type { Signals } from '../signals.ts'
import { says } from '../words.ts'

const places = {
  title: (signals: Signals) => [signals.title],
  headings: (signals: Signals) => signals.headings,
  labels: (signals: Signals) => signals.labels,
}

const spoken = { title: 'the title', headings: 'a heading', labels: 'a field' }

/** Words the page shows in its title, a heading or a field's label; whole words, any case. */
export const textPresent = defineMatcher({
  matcher: 'text-present',
  reads: ['title', 'headings', 'labels'],
  narrows: 2,
  schema: v.strictObject({
    matcher: v.literal('text-present'),
    text: v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(160)),
    where: v.optional(v.picklist(['title', 'headings', 'labels'])),
  }),
  match(rule, signals) {
    const read = rule.where ? [places[rule.where]] : Object.values(places)
    return read.some((texts) => texts(signals).some((text) => says(text, rule.text)))
  },
  says: ({ text, where }) => `${where ? spoken[where] : 'the page'} says “${text}”`,
  examples: [
    { rule: { matcher: 'text-present', text: 'refund' }, signals: { headings: ['Refund this order'] }, matches: true },
    { rule: { matcher: 'text-present', text: 'fund' }, signals: { headings: ['Refund this order'] }, matches: false },
    {
      rule: { matcher: 'text-present', text: 'amount', where: 'labels' },
      signals: { title: 'Amount', labels: ['Reason'] },
      matches: false,
    },
  ],
})
