import { plural } from '#core/ui'

export const words = {
  title: 'Changed sources',
  intro:
    'What rests on a passage that reads otherwise now. Learners see the mark at their next look; the text stays as it was approved.',
  none: 'Everything rests on what it was written on',
  noneText: 'When a paragraph of a source changes, what was built on it is listed here, and nothing else.',
  columns: {
    title: 'Object',
    change: 'Source',
    documents: 'Document',
    owner: 'Owner',
    since: 'Since',
    state: 'State',
  },
  changes: { edited: 'Being changed', changed: 'Changed', replaced: 'Replaced or retired' },
  released: 'With learners',
  draft: 'Not released',
  waits: 'New version waits',
  back: 'All changed sources',
  passage: (heading: string, document: string) => `${heading}, in ${document}`,
  since: (day: string) => `since ${day}`,
  ownerIs: (name: string) => `owner ${name}`,
  gone: 'This passage is gone, and none like it stands in its place.',
  legend: 'Words taken out are struck through, new ones are underlined.',
  recite: 'Still right as it is',
  reciteText:
    'Makes the next version with the same words, resting on the source as it reads now. It is a draft; an SME and L&D sign it.',
  recited: (version: number) => `Version ${version} is a draft and waits for its two signatures.`,
  conflict: 'Somebody saved it meanwhile. Look at it again.',
  onlyAuthors: 'Authors make the next version.',
  line: (n: number, released: number) =>
    n === 0 ? 'Nothing has changed' : `${n} ${plural(n, 'object')}, ${released} with learners`,
} as const
