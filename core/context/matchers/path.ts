import * as v from 'valibot'
import { defineMatcher } from '../matcher.ts'

function fits(pattern: readonly string[], path: readonly string[]): boolean {
  const [wanted, ...rest] = pattern
  if (wanted === undefined) return path.length === 0
  if (wanted === '**') return true
  const [here, ...further] = path
  if (here === undefined) return false
  return (wanted === '*' || wanted.toLowerCase() === here.toLowerCase()) && fits(rest, further)
}

/** The kind of page. `*` stands for one part of the path, `**` at the end for whatever follows. */
export const path = defineMatcher({
  matcher: 'path',
  reads: ['pathShape'],
  narrows: 2,
  schema: v.strictObject({
    matcher: v.literal('path'),
    pattern: v.pipe(
      v.string(),
      v.maxLength(300),
      v.regex(
        /^\/([^/*\s?#]+|\*)?(\/([^/*\s?#]+|\*))*(\/?\*\*)?$/,
        'must be a path like /tickets/*/refund or /tickets/**',
      ),
    ),
  }),
  match: (rule, signals) =>
    fits(
      rule.pattern.split('/').filter((part) => part !== ''),
      signals.pathShape.split('/').filter((part) => part !== ''),
    ),
  says: (rule) => `this is a page like ${rule.pattern}`,
  examples: [
    {
      rule: { matcher: 'path', pattern: '/tickets/*/refund' },
      signals: { pathShape: '/tickets/:id/refund' },
      matches: true,
    },
    { rule: { matcher: 'path', pattern: '/tickets/*/refund' }, signals: { pathShape: '/tickets/:id' }, matches: false },
    { rule: { matcher: 'path', pattern: '/tickets/**' }, signals: { pathShape: '/tickets' }, matches: true },
    { rule: { matcher: 'path', pattern: '/' }, signals: { pathShape: '/tickets' }, matches: false },
  ],
})
