/** What the guide says on a page, in plain English. */
export const guideWords = {
  name: 'Handrail guide',
  count: (step: number, of: number) => `${step} of ${of}`,
  back: 'Back',
  next: 'Next',
  stop: 'Stop',
  close: 'Close',
  looking: 'Looking for it on this page …',
  lost: 'Not found on this page. Do this step by the words above, then press Next.',
  elsewhere: 'This step is on another page of the tool.',
  outOfView: 'It is on this page, but not in sight now.',
  finished: 'That was the last step.',
  announce: (step: number, of: number, text: string) => `Step ${step} of ${of}. ${text}`,
} as const
