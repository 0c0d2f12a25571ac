import { expect, it } from 'vitest'
import { AppError, type Transport } from '#core/base'
import type { Enrolment, EnrolmentStore } from '#core/people'
import { createStanding } from '../../../core/engine/enrolment.ts'

const HOUR_MS = 3_600_000

function device() {
  let kept: Enrolment | null = {
    server: 'https://handrail.example',
    tenant: 'larkfield',
    rootHash: 'a'.repeat(64),
    person: 'leo',
    name: 'Leo',
    roles: ['learner'],
    profiles: [],
    pathRecommendation: false,
    device: 'phone',
    credential: 'c'.repeat(32),
    demo: false,
  }
  const store: EnrolmentStore = {
    load: async () => kept,
    save: async (enrolment) => {
      kept = enrolment
    },
    clear: async () => {
      kept = null
    },
  }
  let nowMs = 0
  const standing = createStanding({ store, nowMs: () => nowMs })
  const refresh = (says: Record<string, unknown> | null) => {
    nowMs += HOUR_MS
    const getJson = async () => {
      if (says === null) throw new AppError('offline', 'The server cannot be reached.')
      return { name: 'Leo', roles: ['learner'], ...says }
    }
    return standing.refresh({ getJson } as unknown as Transport)
  }
  return { standing, refresh }
}

it('a device recommends a path only where it was told so, and offline goes on with what it knew last', async () => {
  const { standing, refresh } = device()
  expect(await standing.pathRecommendation()).toBe(false)
  await refresh({ pathRecommendation: true })
  expect(await standing.pathRecommendation()).toBe(true)
  await refresh(null)
  expect(await standing.pathRecommendation()).toBe(true)
  await refresh({ pathRecommendation: false })
  expect(await standing.pathRecommendation()).toBe(false)
  // a server that says nothing of it never said that it may
  await refresh({ pathRecommendation: true })
  await refresh({})
  expect(await standing.pathRecommendation()).toBe(false)
})
