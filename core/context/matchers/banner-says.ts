import * as v from 'valibot'
import { defineMatcher } from '../matcher.ts'
import { says } from '../words.ts'

/** The tool shows a status or error message with these words; whole words, any case. */
export const bannerSays = defineMatcher({
  matcher: 'banner-says',
  reads: ['banners'],
  narrows: 3,
  schema: v.strictObject({
    matcher: v.literal('banner-says'),
    text: v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(160)),
  }),
  match: (rule, signals) => signals.banners.some((banner) => says(banner, rule.text)),
  says: (rule) => `a message says “${rule.text}”`,
  examples: [
    {
      rule: { matcher: 'banner-says', text: 'above your limit' },
      signals: { banners: ['Refund above your limit: 50.00'] },
      matches: true,
    },
    { rule: { matcher: 'banner-says', text: 'above your limit' }, signals: { banners: [] }, matches: false },
  ],
})
