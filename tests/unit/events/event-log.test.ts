import { describe, expect, it } from 'vitest'
import { createMemoryEventStore } from '#core/adapters/memory'
import { createEventLog } from '#core/events'
import { eventSource, NOON } from '../../support/events.ts'

const { id } = eventSource()
function open() {
  const store = createMemoryEventStore()
  return { store, log: createEventLog({ store, nowMs: () => NOON, release: () => 7 }) }
}

describe('the event log', () => {
  it('records what happened with clock, number and the release in force', async () => {
    const { store, log } = open()
    const first = id()
    const event = await log.append('search-made', { hits: 2 }, first)
    expect(event).toEqual({
      id: first,
      gen: 0,
      kind: 'search-made',
      v: 2,
      at: NOON,
      n: 1,
      release: 7,
      data: { hits: 2 },
    })
    expect(await store.all()).toEqual([event])
  })

  it('records the same intent once, and gives the first back', async () => {
    const { store, log } = open()
    const same = id()
    const first = await log.append('search-made', { hits: 2 }, same)
    expect(await log.append('search-made', { hits: 3 }, same)).toEqual(first)
    expect(await store.all()).toHaveLength(1)
    await expect(log.append('release-installed', { version: 1 }, same)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('takes an optional field that is undefined as not given', async () => {
    const { log } = open()
    const ref = { kind: 'job-aid', id: 'refund-limits' }
    const event = await log.append('aid-opened', { ...ref, from: 'panel', attempt: undefined }, id())
    expect(event.data).toEqual({ ...ref, from: 'panel' })
  })

  it('stores nothing that does not fit its kind', async () => {
    const { store, log } = open()
    await expect(log.append('search-made', { hits: -1 }, id())).rejects.toMatchObject({ code: 'bad-input' })
    await expect(log.append('search-made', { hits: 1 }, 'not-an-id')).rejects.toMatchObject({ code: 'bad-input' })
    expect(await store.state()).toMatchObject({ n: 0, unsent: 0 })
  })
})
