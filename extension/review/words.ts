import { plural } from '#core/ui'

/** What the extension's review page says besides what both faces say. */
export const words = {
  open: 'Review and sign',
  openText:
    'Your signing key stays in this extension, and the code that signs comes with it, not from your organisation’s server.',
  own: 'This page comes with the extension, not from your organisation’s server. Sign here.',
  release: 'The release',
  releaseTitle: (n: number) => `Release ${n} waits for a signature`,
  releaseOpen: 'Look at the release',
  releaseText: 'What learners’ devices will get once it is signed.',
  releaseNone: 'No release is waiting',
  releaseChange: { new: 'new', changed: 'changed' },
  releaseRemoved: 'removed',
  releaseSame: (n: number) => `${n} ${plural(n, 'object')} as in the release before`,
  releaseSign: 'Sign the release',
  releaseDone: 'Signed and published. Devices take it at their next sync.',
  releaseLd: 'Only the learning team signs releases.',
} as const
