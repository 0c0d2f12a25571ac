import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { onMessage } from '../messaging/protocol.ts'
import { startPicking } from '../picker/pick.ts'
import { readPage } from '../picker/read-page.ts'

const running = Symbol.for('handrail-picker')
type World = typeof globalThis & { [running]?: AbortController }

/** Injected by the panel only while an author places an aid; it answers our own pages, and says nothing by itself. */
export default defineUnlistedScript(() => {
  const world = globalThis as World
  world[running]?.abort()
  const life = new AbortController()
  world[running] = life
  let picking: ReturnType<typeof startPicking> | null = null

  const unhear = [
    onMessage('page-stop', () => life.abort()),
    onMessage('page-read', () => {
      const { signals, facts } = readPage(document)
      return { signals, facts }
    }),
    onMessage('pick-element', async ({ data }) => {
      picking?.move('end')
      const mine = startPicking({ page: document, wanted: data.wanted, signal: life.signal })
      picking = mine
      return mine.picked
    }),
    onMessage('pick-move', ({ data }) => picking?.move(data.to)),
  ]
  for (const end of unhear) life.signal.addEventListener('abort', end)
})
