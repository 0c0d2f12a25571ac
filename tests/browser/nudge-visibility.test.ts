import { afterEach, expect, it } from 'vitest'
import { watchVisibility } from '../../extension/nudge/visibility.ts'

const { requestAnimationFrame: request, cancelAnimationFrame: cancel } = window
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

afterEach(() => {
  window.requestAnimationFrame = request
  window.cancelAnimationFrame = cancel
  Reflect.deleteProperty(document, 'hidden')
})

it('asks for one frame at a time, for none in a hidden tab, and takes it back at the end', async () => {
  const pending = new Set<number>()
  let asked = 0
  window.requestAnimationFrame = () => {
    asked += 1
    pending.add(asked)
    return asked
  }
  window.cancelAnimationFrame = (id) => void pending.delete(id)
  Object.defineProperty(document, 'hidden', { value: true, configurable: true })
  const life = new AbortController()
  watchVisibility(document.createElement('div'), () => performance.now(), life.signal)
  await wait(350)
  expect(asked).toBe(0)
  Reflect.deleteProperty(document, 'hidden')
  await wait(450)
  expect([...pending]).toEqual([1])
  life.abort()
  expect(pending.size).toBe(0)
  await wait(250)
  expect(asked).toBe(1)
})
