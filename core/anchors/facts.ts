import * as v from 'valibot'

const text = v.pipe(v.string(), v.maxLength(200))
const few = (most: number) => v.pipe(v.array(text), v.maxLength(most))

/** Elements of one page at most; beyond it the rest is not known. */
export const MOST_ELEMENTS = 3_000

/**
 * What is known of one element a person can act on: names the tool gives it and where it stands, never what is in it.
 * Texts are as shown, spaces collapsed; null or '' where the element has none.
 */
export interface ElementFacts {
  /** ARIA role, given or native: `button`, `link`, `textbox` */
  role: string
  /** accessible name */
  name: string
  /** words seen on or beside it, where they are not its name */
  label: string | null
  testId: string | null
  /** what its makers gave it: `name`, `id` (unless made by a machine), `href` as a shape of a path, `autocomplete`, `type` */
  attributes: Readonly<Record<string, string>>
  /** roles and tags that mean something, from the nearest landmark down to its parent; parts of their own name their host */
  path: readonly string[]
  /** what the group it stands in is called */
  heading: string | null
  /** texts nearest to it in its group, at most two before and two after */
  neighbours: readonly string[]
  /** roles of the same neighbours, in page order; texts nobody can act on are `text` */
  around: readonly string[]
  /** in a row or an entry of a list: the words that tell it from the other rows */
  item: string | null
}

export interface PageFacts {
  /** as the page states it, `en` or `pt-BR`; null where it does not */
  language: string | null
  /** in page order */
  elements: readonly ElementFacts[]
}

/** The facts of a page where they come from outside: a message, a saved example. */
export const PageFacts = v.strictObject({
  language: v.nullable(text),
  elements: v.pipe(
    v.array(
      v.strictObject({
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
      }),
    ),
    v.maxLength(MOST_ELEMENTS),
  ),
})
