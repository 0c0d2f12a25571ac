import type { ReleaseDifference, ReleaseList, ReviewLoad } from '#core/authoring'
import { answersWith } from './tend-states.ts'

/** What the studio answers where somebody reviews and releases, for looking at screens; long where people write at length. */
const load: ReviewLoad = { domains: [], drop: [], dropped: [] }

const difference: ReleaseDifference = {
  version: 8,
  against: 7,
  objects: 3,
  stage: null,
  recall: false,
  changes: [
    {
      kind: 'job-aid',
      id: 'refund-approval',
      title: 'Who approves a refund of goods bought on behalf of somebody else',
      change: 'changed',
      version: 4,
      was: 3,
      roles: ['service-agent'],
      lines: [
        { change: 'same', text: 'The limit counts everything refunded on the same order so far.' },
        {
          change: 'changed',
          text: 'If up to £50 on one order: refund it yourself',
          pieces: [
            { change: 'same', text: 'If up to' },
            { change: 'removed', text: ' £40' },
            { change: 'added', text: ' £50' },
            { change: 'same', text: ' on one order: refund it yourself' },
          ],
        },
      ],
    },
    {
      kind: 'job-aid',
      id: 'new-aid',
      title: 'When a parcel is late',
      change: 'new',
      version: 1,
      was: null,
      roles: [],
      lines: null,
    },
    {
      kind: 'job-aid',
      id: 'old-aid',
      title: 'Faxing a refund',
      change: 'removed',
      version: null,
      was: 2,
      roles: ['service-agent'],
      lines: null,
    },
  ],
  roles: [
    { role: null, title: 'Everybody', new: 1, changed: 0, removed: 0 },
    { role: 'service-agent', title: 'Service desk agent', new: 1, changed: 1, removed: 1 },
  ],
  departments: [{ department: 'north', new: 1, changed: 1, removed: 1 }],
  warnings: [
    { about: 'freshness', text: 'What it rests on is past its day of review.', names: ['Refunds', 'Till and cash'] },
  ],
}

const releases: ReleaseList = {
  releases: [
    {
      version: 7,
      publishedAt: '2026-10-01T08:00:00.000Z',
      expires: '2027-03-30T08:00:00.000Z',
      objects: 3,
      stage: null,
      recall: false,
      devices: 12,
    },
  ],
  devices: 14,
  departments: ['north', 'south'],
  mayRelease: true,
}

export const reviewStudio = answersWith({ 'review-load': load, difference, releases })
