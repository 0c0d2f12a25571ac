import type { Anchor, ElementFacts } from '#core/anchors'

/** One text of the page an element is known by. */
export interface AnchorLine {
  clue: 'name' | 'label' | 'testId' | 'attributes' | 'heading' | 'neighbours' | 'item'
  /** which attribute or neighbour */
  at: string
  text: string
}

/** The words of the page in an anchor or in an element's facts, in the order they are told. */
export function anchorLines(facts: ElementFacts | Anchor): AnchorLine[] {
  const one = (clue: AnchorLine['clue'], text: string | null): AnchorLine[] => (text ? [{ clue, at: '', text }] : [])
  return [
    ...one('name', facts.name),
    ...one('label', facts.label),
    ...one('testId', facts.testId),
    ...Object.entries(facts.attributes).map(([at, text]) => ({ clue: 'attributes' as const, at, text })),
    ...one('heading', facts.heading),
    ...facts.neighbours.map((text, at) => ({ clue: 'neighbours' as const, at: String(at), text })),
    ...one('item', facts.item),
  ]
}

/** The facts with only what these lines say; a line that was emptied takes its words out. */
export function factsOfLines(facts: ElementFacts, lines: readonly AnchorLine[]): ElementFacts {
  const said = lines.filter(({ text }) => text.trim() !== '').map((line) => ({ ...line, text: line.text.trim() }))
  const one = (clue: AnchorLine['clue']) => said.find((line) => line.clue === clue)?.text ?? null
  const beside = said.filter(({ clue }) => clue === 'neighbours')
  return {
    ...facts,
    name: one('name') ?? '',
    label: one('label'),
    testId: one('testId'),
    attributes: Object.fromEntries(
      said.filter(({ clue }) => clue === 'attributes').map(({ at, text }) => [at, text] as const),
    ),
    heading: one('heading'),
    neighbours: beside.map(({ text }) => text),
    around: beside.map(({ at }) => facts.around[Number(at)] ?? 'text'),
    item: one('item'),
  }
}
