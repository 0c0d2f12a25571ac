import { messages } from './messages.ts'

/** What a person calls a kind of content: `Job aid`, `Procedure`. A kind without a word of its own is its name, spaced. */
export const kindName = (kind: string): string => messages.kinds[kind] ?? sentenceCase(kind)

/** `refund-limits` as a heading: `Refund limits`. */
export const sentenceCase = (slug: string): string => slug.charAt(0).toUpperCase() + slug.slice(1).replaceAll('-', ' ')
