import { afterEach, beforeEach, expect, it } from 'vitest'
import { colleagues, releasedDevice } from '../../support/released-devices.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'

let studio: Studio
beforeEach(async () => {
  studio = await createStudio()
})
afterEach(() => studio.remove())

it('a waiting release says what reads otherwise, for whom, and what to weigh', async () => {
  const team = await colleagues(studio)
  await team.make(refundsDocument({ reviewBy: '2020-01-01' }), refundAid('First'))
  await team.release()
  await releasedDevice(studio, 'leo', 'Shop')
  await team.make(refundAid('Second', { roles: ['service-desk-agent'] }))
  await studio.as('lena')('POST', '/v1/studio/releases', {})
  const { status, body } = await studio.as('amira')('GET', '/v1/studio/releases/waiting/difference')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    version: 2,
    against: 1,
    recall: false,
    changes: [{ kind: 'job-aid', id: 'refund-approval', change: 'changed', was: 1, version: 2, title: 'Second' }],
    roles: [{ role: 'service-desk-agent', new: 0, changed: 1, removed: 0 }],
    // nobody there has that job
    departments: [{ department: 'Shop', new: 0, changed: 0, removed: 0 }],
  })
  const { changes, warnings } = body as {
    changes: { lines: { change: string; text: string }[] }[]
    warnings: { about: string; names: string[] }[]
  }
  const reads = changes[0]?.lines.filter(({ change }) => change !== 'same') ?? []
  expect(reads.map(({ text }) => text).join()).toMatch(/First.*Second|Second/)
  expect(warnings.find(({ about }) => about === 'freshness')?.names).toEqual(['Refunds, due 2020-01-01'])
  expect(warnings.map(({ about }) => about)).toEqual(expect.arrayContaining(['readiness', 'search']))
  expect((await studio.as('leo')('GET', '/v1/studio/releases/waiting/difference')).status).toBe(403)
  expect((await studio.as('lena')('GET', '/v1/studio/releases/9/difference')).status).toBe(404)
})

it('a role profile nobody confirmed in time is told of, and a draft that says otherwise changes nothing', async () => {
  const team = await colleagues(studio)
  const profile = (reviewedOn: string) => ({
    kind: 'role-profile',
    id: 'service-desk-agent',
    body: {
      title: 'Service desk agent',
      tasks: ['Answers requests'],
      competencies: [{ competency: 'refund-limits', level: 2, weight: 1 }],
      tools: [],
      owner: 'Lena',
      reviewedOn,
      cadenceMonths: 12,
    },
  })
  const today = new Date(studio.org.nowMs()).toISOString().slice(0, 10)
  const told = async () => {
    await studio.as('lena')('POST', '/v1/studio/releases', {})
    const { body } = await studio.as('amira')('GET', '/v1/studio/releases/waiting/difference')
    const { warnings } = body as { warnings: { about: string; names: string[] }[] }
    return warnings.find(({ about }) => about === 'profiles')?.names
  }
  await team.make(refundsDocument(), refundAid('First', { roles: ['service-desk-agent'] }), profile('2020-01-01'))
  expect(await told()).toEqual(['Service desk agent'])
  await studio.importAs('amira', profile(today))
  expect(await told()).toEqual(['Service desk agent'])
  await team.make(profile(today))
  expect(await told()).toBeUndefined()
})

it('a recall for some departments is told against what these have', async () => {
  const team = await colleagues(studio)
  await team.make(refundsDocument(), refundAid('First'), { ...refundAid('Other'), id: 'other' })
  await team.release()
  await releasedDevice(studio, 'leo', 'Shop')
  await releasedDevice(studio, 'dan', 'Desk')
  await team.make(refundAid('Second'))
  await team.release(['Shop'])
  const recall = { kind: 'job-aid', id: 'other', reason: 'wrong' }
  expect((await studio.as('lena')('POST', '/v1/studio/recalls', recall)).status).toBe(200)
  const told = async () => (await studio.as('lena')('GET', '/v1/studio/releases/waiting/difference')).body
  const gone = [{ id: 'other', change: 'removed' }]
  // the oldest first: Desk and everybody else never had the second text
  expect(await told()).toMatchObject({ version: 3, against: 1, stage: { for: 'but' }, recall: true, changes: gone })
  await team.sign()
  expect(await told()).toMatchObject({ version: 4, against: 2, stage: { for: 'only' }, recall: true, changes: gone })
})
