import type { Located } from '#core/anchors'
import type { TextPlace } from '#core/context'

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`

/** What the screens for placing an aid say, in plain English. */
export const placeWords = {
  entry: 'Place an aid here',
  care: 'Guides on pages',
  title: 'Place an aid',
  again: 'Change a placement',
  discard: 'Start over',
  kept: 'Your draft is kept on this device.',
  notKept: (why: string) => `Your draft is not kept, it goes when you close this: ${why}`,
  newer: (now: number, then: number | null) =>
    `The server has version ${now} of this placement${then === null ? '' : `; your draft began from version ${then}`}. Sending yours puts it in its place.`,
  startFromNewer: (now: number) => `Start from version ${now}`,
  noPage: 'Open the page of the tool beside this panel. Handrail must be allowed there, and not paused.',
  aid: {
    title: 'Which aid',
    search: 'Search approved aids',
    none: 'No aid fits these words.',
    change: 'Another aid',
  },
  rules: {
    title: 'Where it is offered',
    text: 'All that are ticked must hold.',
    suggested: 'What this page says',
    chosen: 'Ticked',
    none: 'Tick at least one, best the tool and the kind of page.',
    point: 'Point at something',
    edit: 'Edit',
    done: 'Done',
    remove: 'Take out',
    holds: 'holds here',
    not: 'does not hold here',
    any: 'any',
    fields: {
      host: 'Host of the tool',
      pattern: 'Path, * for one part',
      text: 'Words',
      near: 'Near these words',
      where: 'Where',
      label: 'Label of the field',
      role: 'What it is',
      name: 'What it is called',
      testId: 'Mark of its makers',
      seconds: 'Seconds',
    } as Readonly<Record<string, string>>,
  },
  picking: {
    title: 'Now point at it on the page',
    text: 'Click it there. The tool does not get that click. Or use the keys, here or there.',
    before: 'Before',
    next: 'Next',
    out: 'Around it',
    pick: 'Choose it',
    end: 'Stop pointing',
    failed: 'The page went away while you were pointing. Open it and point again.',
    gives: 'It can be recognised by',
    givesNone: 'Nothing about it can be written as a rule. Point at something with a name.',
  },
  steps: {
    title: 'Steps on the page',
    text: 'Point at what each step is about. Steps without a place are shown as words.',
    point: 'Point at this step',
    again: 'Point again',
    remove: 'Take the place out',
    onlyOn: (says: string) => `Only where ${says}`,
    knownBy: 'It is known by these words of the page. They are sent with the placement.',
    role: (role: string, path: readonly string[]) =>
      [role, ...(path.length > 0 ? [`in ${path.join(' › ')}`] : [])].join(' '),
    clue: {
      name: 'Name',
      label: 'Label',
      testId: 'Mark of its makers',
      attributes: 'Attribute',
      heading: 'Under the heading',
      neighbours: 'Beside',
      item: 'In the row of',
    } as Readonly<Record<string, string>>,
    takeOut: (text: string) => `Take out “${text}”`,
    apply: 'Use these words',
    locked: 'Point again to change its words.',
    tryNow: 'Look for it on the page now',
    another: 'Something else on this page is found instead. Point again, or leave more words in.',
  },
  why: {
    title: 'Reason and name',
    reason: 'Shown because ...',
    reasonHint: 'Completes the sentence, for example: you are on the refund form',
    name: 'Name of this placement, for reviewers',
  },
  preview: {
    title: 'What the employee sees',
    yes: 'Holds on this page now',
    no: 'Does not hold on this page now',
    unknown: 'Cannot be told now: no page is read.',
    missing: 'Choose an aid, tick a rule and write the reason first.',
  },
  tryOut: {
    title: 'On saved pages',
    save: 'Save this page as an example',
    none: 'No page of this tool was saved yet.',
    failed: 'The examples cannot be read now: ',
    shown: 'Offered',
    behind: 'Holds, but another is offered first',
    quiet: 'Not offered',
    others: (titles: string) => `Also holds: ${titles}`,
    step: { found: 'found', lost: 'not found', elsewhere: 'not on this page' },
    stepLine: (n: number, state: string) => `Step ${n}: ${state}`,
    remove: (name: string) => `Remove ${name}`,
    by: (name: string, day: string) => `Saved by ${name}, ${day}`,
  },
  send: {
    button: 'Send for review',
    sending: 'Sending',
    sent: (version: number) =>
      `Sent as version ${version}. An SME and an L&D reviewer sign it; then it comes with the next release.`,
    same: 'The server has this already; nothing was changed.',
    refused: (why: string) => `The server did not take it: ${why}`,
    failed: (why: string) => `Not sent: ${why} Your draft is kept on this device; send it again when you like.`,
    failedUnkept: (why: string) => `Not sent: ${why}`,
    another: 'Place another aid',
  },
  save: {
    title: 'Save this page as an example',
    text: 'This is all that would be sent, each text once. Take out or change whatever names a person, a customer or a record. A change counts everywhere the text stands.',
    tool: 'Tool',
    name: 'Name of the example',
    words: 'Words of the page',
    structure: 'What its parts are',
    out: 'Taken out',
    putBack: 'Put back',
    takeOut: 'Take out',
    more: (n: number) => `Only the first ${n} things one can act on are in the example.`,
    send: 'Save the example',
    saved: 'The example is saved.',
    cancel: 'Cancel',
    looked: (n: number) => `${count(n, 'text', 'texts')}. Read again after each change of the page.`,
    places: {
      pathShape: 'kind of page',
      title: 'page title',
      headings: 'heading',
      labels: 'label',
      focused: 'field in use',
      banners: 'message',
      controls: 'button or part',
      groups: 'group',
      name: 'name',
      label: 'label',
      mark: 'mark of the makers',
      attributes: 'attribute',
      near: 'beside something',
      row: 'row',
      language: 'language',
      structure: 'structure',
    } satisfies Readonly<Record<TextPlace, string>>,
  },
  drift: {
    title: 'Guides on pages',
    check: 'Check this page',
    checkText: 'Looks now for every step of every guide that belongs on this page.',
    nothing: 'No step of a guide belongs on this page.',
    allFound: (n: number) => `${count(n, 'step', 'steps')} found.`,
    someLost: (lost: number, of: number) => `${lost} of ${count(of, 'step', 'steps')} not found.`,
    maybe: 'not found; it may belong to another page',
    list: 'Steps that were not found',
    listText: 'Reported by employees’ devices: which step and what it lost, never who, and nothing of a page.',
    none: 'No step was reported as not found.',
    step: (n: number | null, text: string | null) =>
      [n === null ? 'A step' : `Step ${n + 1}`, text].filter(Boolean).join(': '),
    lost: (clues: readonly string[]) => `Lost: ${clues.join(', ')}`,
    when: (first: string, last: string, release: number, people: number | null) =>
      `${people === null ? 'Seen' : `Seen by ${people} people`} ${first === last ? first : `${first} to ${last}`}, release ${release}`,
    pointedAgain: 'Pointed again since',
    pointAgain: 'Point again',
  },
} as const

/** How well an anchor was found, in words. */
export function saidLocated(located: Located): { good: boolean; text: string } {
  if (located.state === 'found') {
    const clearly = located.margin >= 0.5
    const text = clearly ? 'Found, and clearly told from everything else.' : 'Found; something else comes near.'
    return { good: true, text: `${text} ${percent(located.score)} of what is known of it holds.` }
  }
  const why = {
    'no-such-role': 'nothing of that kind is on the page',
    'not-sure': 'too little of what is known of it holds',
    'two-alike': 'something else looks the same',
  }[located.why]
  return { good: false, text: `Not found: ${why}.` }
}

const percent = (share: number) => `${Math.round(share * 100)} %`
