import type { MyReport, ReportProblem } from '../engine-api.ts'
import { formatDay } from './format.ts'

/** What both faces say of a report and its answer. */
export const reportWords = {
  open: 'Wrong or out of date?',
  title: 'What is not right?',
  problems: {
    wrong: 'Something is wrong',
    'out-of-date': 'It is out of date',
    unclear: 'I do not understand it',
    'wrong-place': 'It does not fit where I found it',
  } satisfies Record<ReportProblem, string>,
  passage: 'Which source is it about? (optional)',
  anyPassage: 'I cannot say',
  note: 'In your own words (optional; goes to the owner without your name)',
  send: 'Send the report',
  cancel: 'Cancel',
  kept: 'Thank you. It is kept here and will be sent to the owner; the answer will stand here.',
  'enough-here':
    'You have reported this before, and the owner has not answered yet. The answer will stand here; nothing new was sent.',
  'enough-today': 'You have reported much today, thank you. So that each gets an answer, please go on tomorrow.',
  yours: 'What you reported',
  reported: (day: string, problem: ReportProblem) => `You reported on ${day}: ${said[problem]}`,
  waits: 'The owner has it. An answer usually takes a week.',
  notSent: 'Will be sent when this device is online.',
  gone: 'something no longer in use',
}
const said: Record<ReportProblem, string> = {
  wrong: 'something is wrong',
  'out-of-date': 'out of date',
  unclear: 'hard to understand',
  'wrong-place': 'does not fit where it was shown',
}

/** What came of it, in one sentence; the owner's own words stand beside it. */
export function saidReportAnswer({ outcome, version, by, atMs }: NonNullable<MyReport['answer']>): string {
  const who = `${by}, ${formatDay(atMs)}`
  if (outcome === 'fixed') return version === null ? `Fixed (${who})` : `Fixed in version ${version} (${who})`
  return outcome === 'right' ? `Right as it is (${who})` : `Withdrawn (${who})`
}
