import * as v from 'valibot'

/** Kinds of clue, in the order they are told. A drift report holds these names and no text of a page. */
export const clues = ['name', 'label', 'test-id', 'attributes', 'structure', 'heading', 'neighbours', 'item'] as const
export type Clue = (typeof clues)[number]

const text = v.pipe(v.string(), v.maxLength(200))
const few = (most: number) => v.pipe(v.array(text), v.maxLength(most))

/**
 * Where a step of a guide points: what was known of the element when its author pointed at it. Made by `describe`; holds
 * words of the page, so an author sees it before it is sent.
 */
export const Anchor = v.strictObject({
  v: v.literal(1),
  language: v.nullable(text),
  role: text,
  name: text,
  label: v.nullable(text),
  testId: v.nullable(text),
  attributes: v.record(text, text),
  path: few(40),
  heading: v.nullable(text),
  neighbours: few(4),
  around: few(4),
  item: v.nullable(text),
  /**
   * for each element it could have been taken for then, the clues that told the two apart; one of each must still hold.
   * An empty one: there was an element nothing told it from, so it is never found.
   */
  apart: v.pipe(v.array(v.array(v.picklist(clues))), v.maxLength(200)),
})
export type Anchor = v.InferOutput<typeof Anchor>
