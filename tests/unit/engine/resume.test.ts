import { describe, expect, it } from 'vitest'
import { inCausalOrder, readEvents } from '#core/events'
import type { Engine, Turn } from '../../../core/engine-api.ts'
import { anyResponse, type Disk, demoReleases, emptyDisk, startedOn } from '../../support/attempt-device.ts'

const ATTEMPT = '019a7b2c-0000-7000-8000-000000000001'
const world = await demoReleases()
/** one for each task and remedial, as a face keeps them beside the draft */
const intents = new Map<string, string>()
const intentOf = (what: string, newId: () => string): string => {
  const kept = intents.get(what) ?? newId()
  intents.set(what, kept)
  return kept
}

async function goOn(engine: Engine, newId: () => string, most = 40): Promise<Turn> {
  let turn = await engine.startAttempt(ATTEMPT, 'refunds')
  for (let n = 0; n < most && turn.state !== 'finished'; n++)
    turn =
      turn.state === 'remedial'
        ? await engine.remedialDone(
            intentOf(`remedial ${turn.subCompetency.id}`, newId),
            ATTEMPT,
            turn.subCompetency.id,
          )
        : (
            await engine.answer(
              intentOf(turn.item.id, newId),
              ATTEMPT,
              turn.item.id,
              anyResponse(turn.item.control),
              'sure',
            )
          ).next
  return turn
}
const history = async ({ events }: Disk) =>
  inCausalOrder(readEvents(await events.all())).flatMap(({ kind, data }) =>
    kind === 'item-shown' || kind === 'item-answered' ? [`${kind} ${data.item} ${data.version}`] : [kind],
  )

describe('an attempt that is cut off', () => {
  it('loses no answer and doubles none, wherever the device dies, and ends as if nothing had happened', async () => {
    intents.clear()
    const whole = emptyDisk()
    const { engine, newId } = await startedOn(whole, world.files)
    const end = await goOn(engine, newId)
    const expected = await history(whole)
    expect(end.state).toBe('finished')
    expect(expected.length).toBeGreaterThan(6)
    for (let cut = 1; cut <= expected.length; cut++) {
      intents.clear()
      const disk = emptyDisk()
      const dying = await startedOn(disk, world.files, { dieAfter: cut })
      await expect(goOn(dying.engine, dying.newId), `dies after ${cut}`).rejects.toThrow('dead')
      expect(await disk.events.all()).toHaveLength(cut)
      const again = await startedOn(disk, world.files)
      expect(await goOn(again.engine, again.newId)).toEqual(end)
      expect(await history(disk), `after ${cut}`).toEqual(expected)
    }
  })

  it('goes on with the bytes it began with after a release that changes, drops and renames', async () => {
    intents.clear()
    const { objects, files, publish } = await demoReleases()
    const plain = emptyDisk()
    const undisturbed = await startedOn(plain, files)
    const end = await goOn(undisturbed.engine, undisturbed.newId)
    const expected = await history(plain)

    intents.clear()
    const disk = emptyDisk()
    const before = await startedOn(disk, files)
    const first = await goOn(before.engine, before.newId, 1)
    const aid = first.state === 'remedial' ? first.aid : null
    await publish(
      2,
      objects
        .filter(({ kind, id }) => !(kind === 'assessment' && id === 'refunds'))
        .map((object) =>
          object.kind === 'item' || object.kind === 'job-aid'
            ? { ...object, version: 2, body: { ...object.body, title: 'Another one' } }
            : object,
        ),
    )
    expect(await before.engine.refresh()).toMatchObject({ version: 2, refused: null })
    const after = await startedOn(disk, files)
    expect((await after.engine.today())[0]).toMatchObject({ step: 'resume-assessment', attempt: ATTEMPT })
    if (aid) {
      expect((await after.engine.open(aid))?.title).toBe('Another one')
      expect((await after.engine.open(aid, ATTEMPT))?.title).toBe(aid.title)
    }
    expect(await goOnFrom(after.engine, after.newId)).toEqual(end)
    const own = (events: string[]) => events.filter((each) => /^(item|attempt|remedial)/.test(each))
    expect(own(await history(disk))).toEqual(own(expected))
    // nothing runs on the old release any more
    await after.engine.refresh()
    expect((await disk.releases.load())?.kept).toEqual([])
  })
})

/** As a face resumes: it asks where the attempt stands, and starts nothing. */
async function goOnFrom(engine: Engine, newId: () => string): Promise<Turn> {
  let turn = await engine.turn(ATTEMPT)
  for (let n = 0; n < 40 && turn.state !== 'finished'; n++)
    turn =
      turn.state === 'remedial'
        ? await engine.remedialDone(newId(), ATTEMPT, turn.subCompetency.id)
        : (await engine.answer(newId(), ATTEMPT, turn.item.id, anyResponse(turn.item.control), 'sure')).next
  return turn
}
