import { expect, it } from 'vitest'
import type { Envelope } from '#core/content'
import { aidOf, competencyOf, documentOf, install, libraryDevice } from '../../support/library-device.ts'

const aids = ['a', 'b', 'c', 'd'].map((id) =>
  aidOf(`aid-${id}`, `Aid ${id}`, 'Do it.', { competencies: [`skill-${id}`] }),
)
const profile: Envelope = {
  kind: 'role-profile',
  id: 'agent',
  version: 1,
  authors: ['amira'],
  body: {
    title: 'Agent',
    owner: 'Head',
    reviewedOn: '2026-04-01',
    cadenceMonths: 12,
    competencies: [
      { competency: 'light', level: 1, weight: 0.3 },
      { competency: 'heavy', level: 1, weight: 1 },
    ],
  },
}
const library = [
  ...aids,
  documentOf('refunds', 'Refunds', [['Limits', 'Up to 50.']]),
  competencyOf('light', 'Light', ['skill-a']),
  competencyOf('heavy', 'Heavy', ['skill-b', 'skill-c']),
  profile,
]

it('suggests what was opened last, then what the roles ask for, the heavier first, the same each time', async () => {
  let now = Date.UTC(2026, 4, 6, 12)
  const { engine, deps, eventId } = libraryDevice({ nowMs: () => now })
  await install(deps.releases, library)
  expect(await engine.suggestions()).toMatchObject({
    recent: [],
    forRole: [{ id: 'aid-b' }, { id: 'aid-c' }, { id: 'aid-a' }],
  })
  for (const id of ['aid-d', 'aid-c', 'aid-d', 'gone']) {
    now += 60_000
    await engine.noteOpened(eventId(), { kind: 'job-aid', id }, 'library')
  }
  const suggested = await engine.suggestions()
  expect(suggested.recent.map(({ id }) => id)).toEqual(['aid-d', 'aid-c'])
  expect(suggested.forRole.map(({ id }) => id)).toEqual(['aid-b', 'aid-a'])
  expect(await engine.suggestions()).toEqual(suggested)
  const kinds = JSON.parse(await engine.exportRecord()).events.map(({ kind }: { kind: string }) => kind)
  expect(kinds, 'looking at suggestions records nothing').toEqual(Array(4).fill('aid-opened'))
})

it('suggests nothing before a release is there', async () => {
  expect(await libraryDevice().engine.suggestions()).toEqual({ recent: [], forRole: [] })
})
