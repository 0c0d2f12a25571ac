import { expect, test, vi } from 'vitest'
import { createEngineClient } from '../../pwa/engine.ts'
import { HOST_LOCK } from '../../pwa/engine-messages.ts'
import { learner } from '../support/engine-states.ts'

const workers: string[] = []
function tab(name: string) {
  return createEngineClient({
    startWorker: () => {
      workers.push(name)
      return new Worker(new URL('../support/standing-engine.worker.ts', import.meta.url), { type: 'module', name })
    },
    newCallId: () => crypto.randomUUID(),
  })
}

// one page plays all tabs, one after another: the lock and the channel do not know the difference
test('tabs share one engine, faults keep their code, and a silent host is replaced without losing a call', async () => {
  let release = () => {}
  await new Promise<void>((held) => {
    const hold = () => {
      held()
      return new Promise<void>((resolve) => {
        release = resolve
      })
    }
    navigator.locks.request(HOST_LOCK, hold).catch(() => undefined)
  })

  // the lock is held by a tab that never answers: the first visible tab takes over and makes the call again
  const first = tab('first')
  const asked = performance.now()
  expect(await first.engine.exportRecord()).toBe('first')
  expect(performance.now() - asked).toBeGreaterThan(3_500)
  release()

  const second = tab('second')
  expect(await second.engine.exportRecord()).toBe('first')
  expect(await second.engine.me()).toEqual(learner)
  expect(workers).toEqual(['first'])

  await expect(second.engine.startAttempt('id', 'refunds')).rejects.toMatchObject({
    code: 'no-release',
    message: 'Nothing is installed yet.',
  })
  await expect(first.engine.startAttempt('id', 'refunds')).rejects.toMatchObject({ code: 'no-release' })

  const heard: unknown[] = []
  const over = new AbortController()
  second.listen((news) => heard.push(news), over.signal)
  await first.engine.rateAid('id', { kind: 'job-aid', id: 'a' }, 'helpful')
  await vi.waitFor(() => expect(heard).toContainEqual({ news: 'changed' }))
  over.abort()
})
