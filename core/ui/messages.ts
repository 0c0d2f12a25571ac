import type { RecallReason } from '#core/releases'
import { plural } from './plural.ts'

/** Why something was withdrawn, as people are told it and as the learning team chooses it. */
export const recallWords: Readonly<Record<RecallReason, string>> = {
  wrong: 'something in it is wrong',
  unsafe: 'following it could do harm',
  'out-of-date': 'it is out of date',
  law: 'the law or a rule does not allow it',
  other: 'your learning team took it back',
}

/** The words both faces share, in plain English. A word with a gap is a function; there is no lookup by string. */
export const messages = {
  blocks: {
    do: 'Do',
    dont: 'Do not',
    when: 'If',
    doThis: 'Then',
    note: 'Note',
    tip: 'Tip',
    warning: 'Take care',
    from: (document: string) => `From ${document}`,
    image: 'Picture',
    recording: 'Recording, in words',
    newTab: 'opens in a new tab',
    checked: (done: number, all: number) => `${done} of ${all} ticked`,
  },
  trust: {
    approvedOn: (names: string, day: string) => `Approved by ${names}, ${day}`,
    unapproved: 'No approval is recorded',
    who: 'Who approved it',
    sme: 'SME (subject expert)',
    ld: 'L&D reviewer (learning team)',
    sources: 'What it rests on',
    noSources: 'No source is named.',
    isSource: (day: string | null, owner: string | null) =>
      `This is a source itself${day ? `, version of ${day}` : ''}${owner ? `, kept by ${owner}` : ''}.`,
    inRelease: (release: number, version: number) => `${release} (version ${version} of this)`,
    versionOf: (day: string) => `version of ${day}`,
    sourceChange: {
      edited: 'Source being changed',
      changed: 'Source changed since',
      replaced: 'Source replaced',
    },
    sourceChangeText: {
      edited:
        'Somebody is changing what this rests on. The change waits for its review; until then this is what counts.',
      changed:
        'What this rests on reads otherwise now. Its owner has been told; look at the source before you rely on a detail.',
      replaced: 'What this rests on is no longer in use. Its owner has been told; ask before you rely on it.',
    },
    sourceOverdue: (day: string) => `Its review was due ${day}`,
    sourceOverdueShort: 'Source not reviewed in time',
    next: 'Next review',
    noReview: 'No date is set',
    overdue: (day: string) => `Was due ${day}`,
    due: (day: string) => `Due ${day}`,
    release: 'Release',
    stale: 'May be out of date: this device has not reached the server for over a week.',
    staleShort: 'May be out of date',
    showDetails: 'Who says so?',
  },
  answer: {
    words: (n: number) => `${n} ${plural(n, 'word')}`,
    wordsLeft: (n: number) => `${n} more ${plural(n, 'word')} needed`,
    tooLong: (n: number) => `${n} ${plural(n, 'character')} too long`,
    up: (text: string) => `Move up: ${text}`,
    down: (text: string) => `Move down: ${text}`,
    moved: (text: string, place: number, of: number) => `${text}: now ${place} of ${of}`,
    orderHint: 'Use the arrows, or drag by the grip.',
    orderRight: 'It is right as shown',
  },
  state: {
    loading: 'Loading',
    offline: 'You are offline',
    error: 'Something went wrong',
    empty: 'Nothing here yet',
    retry: 'Try again',
  },
  sync: {
    inSync: (ago: string) => `In sync, ${ago}`,
    notSent: (n: number, age: string) => `${n} ${plural(n, 'entry', 'entries')} not sent yet, oldest ${age}`,
    syncing: 'Sending and checking',
    checking: 'Not yet compared with the server',
    never: 'Not in touch with the server yet',
    offlineAll: (ago: string) => `Offline. Everything was sent ${ago}`,
    offlineNever: 'Offline. Nothing is waiting to be sent',
    failed: (why: string) => `Not in sync: ${why}`,
    failedPlain: 'Not in sync: the last try failed',
    now: 'Sync now',
  },
  rating: {
    ask: 'Did this help?',
    helpful: 'Helpful',
    'not-helpful': 'Not helpful',
    'out-of-date': 'Out of date or wrong',
    note: 'What is missing? (optional, goes to the owner)',
    send: 'Send',
    thanks: 'Thank you. Your answer is stored and goes to the owner of this aid.',
  },
  kinds: {
    'job-aid': 'Job aid',
    'process-guide': 'Guide',
    'onboarding-module': 'Introduction',
    document: 'Procedure',
  } as Readonly<Record<string, string>>,
  search: {
    results: (n: number) => `${n} ${plural(n, 'result')}`,
    nothingFits: 'Nothing approved fits that',
    closest: 'These come closest',
    closestHint: 'Look whether one of them helps, or try other words.',
    none: 'Nothing matches that',
    noneText: 'Try other words, or fewer.',
    keys: 'Arrow down to the results, Escape to clear.',
    preparing: (done: number, of: number) => `Search by meaning is getting ready: ${done} of ${of}`,
  },
  aid: {
    withdrawnTitle: 'This aid was withdrawn',
    withdrawn: (day: string, reason: RecallReason) =>
      `This aid was withdrawn on ${day} because ${recallWords[reason]}. Do not go by what it said; ask, or search for another.`,
    why: 'Found because',
    because: (reason: string) => `Shown because ${reason}`,
    stale: 'May be out of date',
  },
  levels: {
    label: 'How much detail',
    novice: 'In full',
    practised: 'Steps only',
    expert: 'In short',
    other: (fits: string) => `“${fits}” is what fits your results.`,
    questions: 'Questions people ask',
    find: 'Find a question',
    noQuestion: 'No question holds all these words.',
    walk: 'Walk me through it',
  },
  demo: 'Demo with invented data. Do not put real work in.',
} as const

export type Messages = typeof messages
