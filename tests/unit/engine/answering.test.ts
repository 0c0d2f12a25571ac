import { expect, it } from 'vitest'
import { readEvents } from '#core/events'
import { anyResponse, demoReleases, emptyDisk, startedOn } from '../../support/attempt-device.ts'

const world = await demoReleases()

it('tells what is right of no task that the attempt has not shown, nor after its end, and writes nothing down', async () => {
  const disk = emptyDisk()
  const { engine, newId } = await startedOn(disk, world.files)
  const attempt = newId()
  const first = await engine.startAttempt(attempt, 'refunds')
  if (first.state !== 'item') throw new Error('no task')
  const other = world.objects.find(({ kind, id }) => kind === 'item' && id !== first.item.id)?.id ?? ''
  const response = anyResponse(first.item.control)
  const stored = async () => (await disk.events.all()).length
  const before = await stored()
  const refused = { code: 'refused' }
  await expect(engine.answer(newId(), attempt, other, response, 'sure')).rejects.toMatchObject(refused)
  await expect(engine.answer(newId(), newId(), first.item.id, response, 'sure')).rejects.toMatchObject(refused)
  expect(await stored()).toBe(before)

  const id = newId()
  const told = await engine.answer(id, attempt, first.item.id, response, 'sure')
  expect(await engine.answer(id, attempt, first.item.id, response, 'sure')).toEqual(told)
  let turn = told.next
  for (let n = 0; n < 40 && turn.state !== 'finished'; n++)
    turn =
      turn.state === 'remedial'
        ? await engine.remedialDone(newId(), attempt, turn.subCompetency.id)
        : (await engine.answer(newId(), attempt, turn.item.id, anyResponse(turn.item.control), 'sure')).next
  expect(turn.state).toBe('finished')
  const answered = new Set(
    readEvents(await disk.events.all()).flatMap((event) => (event.kind === 'item-answered' ? [event.data.item] : [])),
  )
  const left = world.objects.find(({ kind, id: item }) => kind === 'item' && !answered.has(item))?.id ?? ''
  await expect(engine.answer(newId(), attempt, left, response, 'sure')).rejects.toMatchObject(refused)
})
