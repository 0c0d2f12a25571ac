import { plural } from '#core/ui'

/** The words of the search quality screen, fetched with it. */
export const words = {
  title: 'Search quality',
  intro:
    'Questions of your own, each with the aids that answer it. They are asked when a release is composed, and the figure is shown here once it is published: the share with a right aid among the first three.',
  back: 'Back to Review',
  notYours: 'This page is for authors and L&D',
  notYoursText: 'Your roles do not include looking after search.',
  newest: (release: number, right: number, of: number) =>
    `Release ${release}: ${right} of ${of} ${plural(of, 'question')} answered among the first three`,
  never: 'No release has been checked yet',
  neverText: 'Add questions; they are asked with the next release.',
  trend: 'From release to release',
  release: 'Release',
  when: 'When',
  share: 'Among the first three',
  asked: 'Questions',
  lost: 'Not answered',
  questions: 'Questions',
  none: 'No questions yet',
  noneText: 'Begin with ten that people really ask, in their own words.',
  place: (n: number) => `Found in place ${n}`,
  nowhere: 'Not found',
  right: 'Among the first three',
  unchecked: 'Asked with the next release',
  expects: 'Expected',
  by: (name: string) => `added by ${name}`,
  remove: 'Remove',
  removeOne: (text: string) => `Remove: ${text}`,
  removeTitle: 'Remove this question?',
  removeText: 'It is no longer asked. Figures of past releases stay as they are.',
  add: 'Add a question',
  text: 'The question, as somebody would type it',
  find: 'Which aids answer it?',
  findHint: 'Search, and choose one or more',
  choose: (title: string) => `Choose ${title}`,
  drop: (title: string) => `Take back ${title}`,
  save: 'Add question',
  needText: 'Write the question first.',
  needAid: 'Choose at least one aid that answers it.',
  added: 'Added. It is asked with the next release.',
  threshold: 'When nothing fits',
  thresholdNone: 'No release carries a bar yet. Devices use the one that came with the app.',
  thresholdOwn: (n: number) => `Set from ${n} of your own questions.`,
  thresholdBuiltIn: 'Came with the app: it takes 20 questions of your own to set one for your content.',
  thresholdRates: (offer: string, silence: string) =>
    `Of questions that nothing answers, ${offer} are still shown an aid. Of questions that something answers, ${silence} are told that nothing fits.`,
  thresholdRatesBuiltIn: (offer: string, silence: string) =>
    `On the question sets it was developed on, ${offer} of the questions that nothing answers were still shown an aid, and ${silence} of those that something answers were told that nothing fits.`,
  thresholdFigure: (fit: string, auroc: string) =>
    `An answer has to reach ${fit} on a scale from 0 to 1. How well the scale tells the two apart: ${auroc} (1 is perfectly, 0.5 is not at all).`,
  synonyms: 'Words that mean the same',
  synonymsText:
    'They change the order of what is found, never what is shown. Added words reach devices with the next release.',
  synonymsNone: 'None yet. They are kept with the command “handrail synonyms”.',
  offline: 'These figures are on the server. Come back when you are online.',
} as const
