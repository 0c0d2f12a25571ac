import { expect, it } from 'vitest'
import { createHttpTransport } from '#core/adapters/http'
import { createStudio } from '../../../core/engine/studio.ts'

const asked: string[] = []
const transport = createHttpTransport({
  origin: 'https://learn.example.org',
  credential: 'secret-of-this-device',
  async fetch({ url }) {
    asked.push(url)
    return Response.json({})
  },
})
const { studio } = createStudio(async () => ({ transport }))

it.each([
  '/v1/sync',
  '/v1/studio/../sync',
  '/v1/studio/%2e%2e/sync',
  '/v1/studio/.%2E/sync',
  '/v1/studio/.\t./sync',
  '/v1/studio/.\n./sync',
  '/v1/studio/..\\sync',
  '//elsewhere.example.org/v1/studio/x',
  'https://elsewhere.example.org/v1/studio/x',
])('the studio’s door does not lead to %j', async (path) => {
  await expect(studio({ method: 'POST', path, body: {} })).rejects.toMatchObject({ code: 'bad-input' })
  expect(asked).toEqual([])
})

it('the studio’s door takes an id of any letters', async () => {
  await studio({ method: 'GET', path: '/v1/studio/documents/one?id=a%2Fb%20%2e&x=1' })
  expect(asked).toEqual(['https://learn.example.org/v1/studio/documents/one?id=a%2Fb%20%2e&x=1'])
})
