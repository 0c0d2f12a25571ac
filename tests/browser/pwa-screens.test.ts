import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cdp, page } from 'vitest/browser'
import { AppError } from '#core/base'
import type { Engine } from '../../core/engine-api.ts'
import * as boards from '../support/board-states.ts'
import * as states from '../support/engine-states.ts'
import { ledgerRows } from '../support/ledger-rows.ts'
import { mountApp } from '../support/mount-app.ts'
import * as records from '../support/record-states.ts'
import { reviewStudio } from '../support/review-states.ts'
import * as tend from '../support/tend-states.ts'

const never = () => new Promise<never>(() => undefined)
const fails = async () => {
  throw new AppError('storage-full', 'This device has no space left. Free some and try again.')
}

interface Screen {
  name: string
  path: string
  over?: Partial<Engine>
  /** what must be there before it is looked at */
  shows: string
}
const screens: Screen[] = [
  { name: 'today', path: '/', shows: 'Who approves a refund' },
  {
    name: 'today-due',
    path: '/',
    over: { today: async () => records.dueSteps, due: async () => records.due },
    shows: 'Asked again later',
  },
  { name: 'today-nothing', path: '/', over: { today: async () => [] }, shows: 'Nothing to do right now' },
  {
    name: 'today-refused-stale',
    path: '/',
    over: {
      me: async () => states.reviewer,
      syncState: async () => states.unsentOffline,
      release: async () => ({
        ...states.release,
        lease: 'stale',
        refused: { code: 'bad-signature', message: 'A signature does not fit.', atMs: 0 },
      }),
    },
    shows: 'The newest release was not accepted',
  },
  { name: 'today-loading', path: '/', over: { today: never }, shows: 'Loading' },
  { name: 'today-error', path: '/', over: { today: fails }, shows: 'no space left' },
  { name: 'library', path: '/library', shows: 'For example: money back' },
  { name: 'library-search', path: '/library?q=money%20back', shows: '2 results' },
  {
    name: 'library-none',
    path: '/library?q=zebra',
    over: { search: async () => ({ state: 'nothing-fits', hits: [], by: 'words' }) },
    shows: 'Nothing matches that',
  },
  {
    name: 'library-nearest',
    path: '/library?q=parking',
    over: { search: async () => ({ state: 'nothing-fits', hits: states.hits, by: 'words-and-meaning' }) },
    shows: 'These come closest',
  },
  {
    name: 'library-preparing',
    path: '/library',
    over: { meaningState: async () => ({ state: 'preparing', done: 120, of: 400 }) },
    shows: 'Search by meaning is getting ready: 120 of 400',
  },
  { name: 'library-fault', path: '/library?q=refund', over: { search: fails }, shows: 'no space left' },
  {
    name: 'library-long',
    path: '/library?q=refund',
    over: { search: async () => ({ state: 'found', hits: states.longHits, by: 'words' }) },
    shows: 'Rückerstattungs',
  },
  { name: 'library-empty', path: '/library', over: { aids: async () => [] }, shows: 'The library is empty' },
  { name: 'aid', path: '/library/job-aid/refund-approval', shows: 'Asking for approval' },
  {
    name: 'aid-stale',
    path: '/library/job-aid/refund-approval',
    over: { open: async () => states.openedStale },
    shows: 'May be out of date',
  },
  { name: 'aid-gone', path: '/library/job-aid/x', over: { open: async () => null }, shows: 'not available' },
  {
    name: 'aid-reported',
    path: '/library/job-aid/refund-approval',
    over: { reports: async () => states.myReports },
    shows: 'It begins on 1 December.',
  },
  {
    name: 'aid-gone-reported',
    path: '/library/job-aid/x',
    over: { open: async () => null, reports: async () => states.myReports },
    shows: 'It begins on 1 December.',
  },
  { name: 'player-text', path: '/attempt/attempt-1', shows: 'A lamp for £80' },
  {
    name: 'player-order',
    path: '/attempt/attempt-1',
    over: { turn: async () => states.turnOf(states.orderItem) },
    shows: 'Choose the queue',
  },
  {
    name: 'player-choose',
    path: '/attempt/attempt-1',
    over: { turn: async () => states.turnOf(states.chooseItem) },
    shows: 'Because',
  },
  {
    name: 'player-remedial',
    path: '/attempt/attempt-1',
    over: { turn: async () => states.remedial },
    shows: 'ask me again',
  },
  {
    name: 'player-can-do',
    path: '/attempt/attempt-1',
    over: { turn: async () => states.finished('can-do') },
    shows: 'Not calibrated',
  },
  {
    name: 'player-not-yet',
    path: '/attempt/attempt-1',
    over: { turn: async () => states.finished('not-yet', true) },
    shows: 'With an aid',
  },
  {
    name: 'player-cannot-tell',
    path: '/attempt/attempt-1',
    over: { turn: async () => states.finished('cannot-tell') },
    shows: 'not asked',
  },
  {
    name: 'player-waiting',
    path: '/attempt/attempt-1',
    over: { turn: async () => states.finished('waiting') },
    shows: 'Waiting for a person',
  },
  {
    name: 'player-limit',
    path: '/attempt/attempt-1',
    over: { turn: async () => states.limited(240) },
    shows: '4:00 left',
  },
  {
    name: 'player-limit-soon',
    path: '/attempt/attempt-1',
    over: { turn: async () => states.limited(45) },
    shows: '0:45 left',
  },
  {
    name: 'player-limit-over',
    path: '/attempt/attempt-1',
    over: { turn: async () => states.limited(-5) },
    shows: 'it is noted that it came later',
  },
  { name: 'player-loading', path: '/attempt/attempt-1', over: { turn: never }, shows: 'Loading' },
  {
    name: 'player-long',
    path: '/attempt/attempt-1',
    over: { turn: async () => states.longItem },
    shows: 'Rückerstattungs',
  },
  { name: 'player-gone', path: '/attempt/x', over: { turn: fails }, shows: 'cannot be opened' },
  { name: 'record', path: '/record', shows: 'What you have shown' },
  {
    name: 'record-empty',
    path: '/record',
    over: {
      record: async () => ({ attempts: [], competencies: [], aids: [], events: 0 }),
      standings: async () => [],
    },
    shows: 'Nothing recorded yet',
  },
  { name: 'record-loading', path: '/record', over: { record: never }, shows: 'Loading' },
  { name: 'record-error', path: '/record', over: { standings: fails }, shows: 'no space left' },
  {
    name: 'record-long',
    path: '/record',
    over: { standings: async () => records.longStandings },
    shows: 'Rückerstattungs',
  },
  {
    name: 'attempt-record',
    path: '/record/attempt/attempt-0',
    over: { answers: async () => records.myAnswers },
    shows: 'Let a person read this',
  },
  {
    name: 'attempt-record-open',
    path: '/record/attempt/attempt-1',
    shows: 'No answer yet.',
  },
  { name: 'attempt-record-gone', path: '/record/attempt/x', shows: 'is not on this device' },
  { name: 'settings', path: '/settings', shows: 'Tell me when something is due' },
  {
    name: 'record-reports',
    path: '/record',
    over: { reports: async () => [...states.myReports, { ...states.myReports[1]!, id: 'gone', title: null }] },
    shows: 'something no longer in use',
  },
  {
    name: 'notices',
    path: '/notices',
    over: {
      me: async () => states.reviewer,
      reports: async () => states.myReports,
      studio: tend.answersWith({ notices: tend.notices }),
    },
    shows: 'Your report on “Who approves a refund” was answered',
  },
  { name: 'notices-empty', path: '/notices', over: { studio: fails }, shows: 'Nothing waits for you' },
  {
    name: 'reports',
    path: '/studio/reports',
    over: { me: async () => states.reviewer, studio: tend.answersWith({ reports: tend.reports }) },
    shows: 'Fixed in version 3',
  },
  {
    name: 'reports-empty',
    path: '/studio/reports',
    over: {
      me: async () => states.reviewer,
      studio: tend.answersWith({ reports: { ...tend.reports, open: [], answered: [], held: 0 } }),
    },
    shows: 'Nothing waits for an answer',
  },
  {
    name: 'reports-error',
    path: '/studio/reports',
    over: { me: async () => states.reviewer, studio: fails },
    shows: 'no space left',
  },
  {
    name: 'reports-loading',
    path: '/studio/reports',
    over: { me: async () => states.reviewer, studio: never },
    shows: 'Loading',
  },
  {
    name: 'answers',
    path: '/studio/answers',
    over: { me: async () => states.reviewer, studio: tend.answersWith({ answers: tend.answers }) },
    shows: 'The machine’s word counts',
  },
  {
    name: 'answers-empty',
    path: '/studio/answers',
    over: {
      me: async () => states.reviewer,
      studio: tend.answersWith({ answers: { ...tend.answers, waiting: [], items: [] } }),
    },
    shows: 'No answer waits for you',
  },
  {
    name: 'answers-error',
    path: '/studio/answers',
    over: { me: async () => states.reviewer, studio: fails },
    shows: 'no space left',
  },
  {
    name: 'answer',
    path: `/studio/answers/${'a'.repeat(32)}`,
    over: { me: async () => states.reviewer, studio: tend.answersWith({ ['a'.repeat(32)]: tend.answerToRead }) },
    shows: 'What it is read for',
  },
  {
    name: 'board',
    path: '/studio/board',
    over: { me: async () => states.reviewer, studio: tend.answersWith({ board: boards.board }) },
    shows: 'Due today',
  },
  {
    name: 'board-empty',
    path: '/studio/board',
    over: {
      me: async () => states.reviewer,
      studio: tend.answersWith({ board: { ...boards.board, reviews: [] } }),
    },
    shows: 'No assessment is published yet',
  },
  {
    name: 'board-review',
    path: '/studio/board/refunds',
    over: { me: async () => states.reviewer, studio: tend.answersWith({ 'review?of=refunds': boards.review }) },
    shows: 'Check the key',
  },
  {
    name: 'board-too-few',
    path: '/studio/board/refunds',
    over: { me: async () => states.reviewer, studio: tend.answersWith({ 'review?of=refunds': boards.tooFewPeople }) },
    shows: 'Fewer than ten people',
  },
  {
    name: 'hours',
    path: '/studio/hours',
    over: { me: async () => states.reviewer, studio: tend.answersWith({ hours: tend.hours }) },
    shows: 'fewer than five people',
  },
  {
    name: 'hours-empty',
    path: '/studio/hours',
    over: {
      me: async () => states.reviewer,
      studio: tend.answersWith({ hours: { ...tend.hours, entries: [], months: null } }),
    },
    shows: 'No hours yet',
  },
  { name: 'enrol', path: '/enrol', over: { me: async () => null }, shows: 'You need an enrolment link' },
  {
    name: 'review',
    path: '/review',
    over: { me: async () => states.reviewer, studio: reviewStudio },
    shows: 'Before you refund',
  },
  {
    name: 'review-empty',
    path: '/review',
    over: {
      me: async () => states.reviewer,
      studio: reviewStudio,
      reviewQueue: async () => [],
      waitingRelease: async () => null,
      signingKey: async () => ({ kid: '', state: 'none', lock: null, replacing: null }),
    },
    shows: 'Make my signing key',
  },
  {
    name: 'review-object',
    path: `/review/${'c'.repeat(64)}`,
    over: { me: async () => states.reviewer },
    shows: 'I sign exactly these bytes',
  },
  {
    name: 'release',
    path: '/review/release',
    over: { me: async () => states.reviewer, studio: reviewStudio },
    shows: 'Sign the release',
  },
  {
    name: 'today-reviewer',
    path: '/',
    over: { me: async () => states.reviewer },
    shows: 'Waiting for you in Review',
  },
  { name: 'quality', path: '/review/search', over: { me: async () => states.reviewer }, shows: 'Release 7: 3 of 4' },
  {
    name: 'quality-empty',
    path: '/review/search',
    over: {
      me: async () => ({ ...states.learner, roles: ['author'] }),
      searchQuality: async () => ({ threshold: null, synonyms: [], questions: [], checks: [], candidate: null }),
    },
    shows: 'No questions yet',
  },
  {
    name: 'quality-offline',
    path: '/review/search',
    over: {
      me: async () => states.reviewer,
      searchQuality: async () => {
        throw new AppError('offline', 'The organisation’s server cannot be reached.')
      },
    },
    shows: 'You are offline',
  },
  { name: 'quality-learner', path: '/review/search', shows: 'This page is for authors' },
  { name: 'ledger-empty', path: '/record/sent', shows: 'Nothing was sent yet' },
  {
    name: 'ledger-full',
    path: '/record/sent',
    over: { requests: async () => ledgerRows(10_000, states.NOW_MS) },
    shows: 'Show 50 more',
  },
  { name: 'ledger-fault', path: '/record/sent', over: { requests: fails }, shows: 'no space left' },
  { name: 'missing', path: '/nowhere', shows: 'There is no such page' },
]
const looks = {
  phone: { width: 390, scheme: 'light', dir: 'ltr' },
  'phone in the dark': { width: 390, scheme: 'dark', dir: 'ltr' },
  'small phone, right to left': { width: 320, scheme: 'light', dir: 'rtl' },
  desk: { width: 1280, scheme: 'light', dir: 'ltr' },
} as const
const HEIGHT_PX = 844
const shots: string | undefined = import.meta.env.VITE_SHOTS

let close = () => {}
beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers({ toFake: ['Date'], now: states.NOW_MS })
})
afterEach(() => {
  close()
  vi.useRealTimers()
})

describe.each(Object.entries(looks))('on a %s', (look, { width, scheme, dir }) => {
  test.each(screens)('$name is shown whole and breaks no accessibility rule', async ({ name, path, over, shows }) => {
    await page.viewport(width, HEIGHT_PX)
    await cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] })
    document.documentElement.dir = dir
    const app = await mountApp(path, over)
    close = app.close
    await expect.element(page.getByText(shows).first()).toBeInTheDocument()
    for (const animation of document.getAnimations()) animation.cancel()

    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
    expect(document.documentElement.scrollWidth, 'nothing is wider than the screen').toBeLessThanOrEqual(width)
    if (shots) await shoot(`${shots}/${name}-${look.replaceAll(/\W+/g, '-')}.png`, width)
  })
})

async function shoot(path: string, width: number) {
  await page.viewport(width, Math.max(HEIGHT_PX, document.documentElement.scrollHeight))
  await page.screenshot({ path, element: page.elementLocator(document.documentElement) })
}
