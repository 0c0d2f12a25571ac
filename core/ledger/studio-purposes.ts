import type { RequestPurpose } from './purposes.ts'

/** What each area of the studio is about: its requests are many and alike, so an area is explained as one. */
const areas: Record<string, { looks: string; changes: string }> = {
  summary: { looks: 'Ask how each area of the studio stands', changes: 'Change how the studio stands' },
  framework: {
    looks: 'Look at what each role must be able to do',
    changes: 'Change what each role must be able to do',
  },
  content: { looks: 'Look at what is being written', changes: 'Save what you wrote, or take it out of use' },
  images: {
    looks: 'Fetch a picture that is not released yet',
    changes: 'Add a picture, without where or with what it was made',
  },
  profiles: { looks: 'Look at role profiles', changes: 'Confirm that a role profile still holds' },
  tasks: { looks: 'Ask what waits for you in the studio', changes: 'Settle what waits in the studio' },
  'losing-edits': {
    looks: 'Look for texts of yours that came too late',
    changes: 'Say what becomes of a text that came too late',
  },
  briefs: {
    looks: 'Look at what is to be written',
    changes: 'Say what is to be written, for whom and from which sources',
  },
  drafts: {
    looks: 'Look at what would be sent to the organisation’s model',
    changes: 'Ask for a draft made of approved passages',
  },
  ready: {
    looks: 'Check which sentences no passage supports',
    changes: 'Say that something is ready for review',
  },
  gaps: { looks: 'Look at what people cannot do yet', changes: 'Record what people cannot do yet' },
  readiness: { looks: 'Look at the steps before anything is recommended', changes: 'Hand in evidence for a step' },
  switches: { looks: 'Look at what is switched on', changes: 'Switch recommending, drafting or scaling on or off' },
  documents: { looks: 'Look at the source documents', changes: 'Change what is noted of source documents' },
  sources: { looks: 'Look at where documents come from', changes: 'Bring documents in' },
  pairs: {
    looks: 'Look at passages that contradict or repeat each other',
    changes: 'Answer what two passages are to each other',
  },
  lineage: { looks: 'Look at what rests on a passage that changed', changes: 'Say what rests on a changed passage' },
  procedures: { looks: 'Look at which document holds for a procedure', changes: 'Retire a document' },
  freshness: { looks: 'Look at which documents are in date', changes: 'Note that a document is still right' },
  'review-notes': {
    looks: 'Look at what was said of a draft',
    changes: 'Comment on a draft, or ask for a change',
  },
  'review-load': {
    looks: 'Look at how much waits for review, and the hours for it',
    changes: 'Change what waits for review',
  },
  'review-drops': { looks: 'Look at what was set aside', changes: 'Set a draft aside, or put it back' },
  hours: { looks: 'Look at your hours of work on content', changes: 'Note hours of work on content' },
  reports: { looks: 'Look at what people reported of aids', changes: 'Answer what somebody reported' },
  answers: { looks: 'Look at answers that wait for a person', changes: 'Say what you make of an answer' },
  board: {
    looks: 'Look at how assessments do and what is due for review',
    changes: 'Decide what becomes of a task or a path',
  },
  notices: { looks: 'Ask what waits for you', changes: 'Say whether you want mail about what waits for you' },
  tags: { looks: 'Look at what documents are about', changes: 'Confirm or refuse what a document is about' },
  releases: {
    looks: 'Look at what was released and to whom',
    changes: 'Compose a release, sign it or send it to more people',
  },
  recalls: {
    looks: 'Look at what was withdrawn and how far that has come',
    changes: 'Withdraw something that was released',
  },
  rollbacks: { looks: 'Look at what is proposed to go back to', changes: 'Propose to go back to an earlier release' },
}

/** @param segments of an address, `['', 'v1', 'studio', area, ...]` */
export function studioPurpose(method: string, segments: readonly string[]): RequestPurpose | null {
  const [, version, studio, area = ''] = segments
  const about = version === 'v1' && studio === 'studio' && Object.hasOwn(areas, area) ? areas[area] : undefined
  if (!about) return null
  const path = `/v1/studio/${area}`
  if (method !== 'GET' && method !== 'POST' && method !== 'DELETE') return null
  if (method === 'GET')
    return {
      method,
      path,
      purpose: about.looks,
      sends: 'Nothing but the address, and the key that says which device asks.',
      gets: 'What the screen then shows.',
    }
  return {
    method,
    path,
    purpose: about.changes,
    sends: 'What you entered on that screen of the studio, under your name.',
    gets: 'That it was taken, or why not.',
  }
}
