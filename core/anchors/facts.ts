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
