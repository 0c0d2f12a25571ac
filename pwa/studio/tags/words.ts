import { plural } from '#core/ui'

const percent = (share: number | null) => (share === null ? 'not measured' : `${Math.round(100 * share)} %`)

export const words = {
  title: 'Tags',
  intro:
    'Which competencies and roles a document is about. Proposed by meaning; a document carries a tag when a person has said so.',
  run: 'Look through all documents',
  running: (done: number, of: number) =>
    of === 0 ? 'Looking through the documents' : `${done} of ${of} passages read`,
  never: 'Nothing has been looked through yet',
  neverText: (untagged: number) =>
    untagged === 0
      ? 'Every document names a competency.'
      : `${untagged} ${plural(untagged, 'document')} without a competency.`,
  queue: 'Waiting for a person',
  none: 'No proposal is left',
  noneText: 'Look through the documents again when new ones have come in.',
  measured: 'How well it does',
  measuredText: (n: number) =>
    `Learnt from ${n} confirmed ${plural(n, 'tag')}. Each document was judged with itself and a fifth of the others kept aside.`,
  notMeasured: (n: number) =>
    `Only ${n} confirmed ${plural(n, 'tag')}: too few to measure anything, so every proposal waits for somebody who reads it.`,
  overall: (precision: number | null, recall: number | null) =>
    `Sure proposals: precision ${percent(precision)}, recall ${percent(recall)}.`,
  percent,
  kinds: { competency: 'Competency', role: 'Role' },
  states: { sure: 'Sure', unsure: 'Unsure' },
  columns: {
    document: 'Document',
    tag: 'Tag',
    confidence: 'Confidence',
    state: 'Proposal',
    passage: 'What speaks for it',
    decide: 'Say',
    kind: 'Kind',
    n: 'Documents',
    precision: 'Precision',
    recall: 'Recall',
  },
  confirm: 'Yes',
  reject: 'No',
  confirmOf: (tag: string, document: string) => `Yes, ${document} is about ${tag}`,
  rejectOf: (tag: string, document: string) => `No, ${document} is not about ${tag}`,
  confirmed: (document: string, version: number) =>
    `${document}: version ${version} carries the tag and waits for its two signatures.`,
  rejected: (document: string) => `${document}: it is not proposed again.`,
  line: (ran: boolean, waiting: number, untagged: number) =>
    ran
      ? `${waiting} ${plural(waiting, 'proposal')} to look at`
      : untagged > 0
        ? `${untagged} ${plural(untagged, 'document')} without a competency`
        : 'Nothing to tag yet',
} as const
