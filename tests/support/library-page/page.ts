import {
  createDexieEventStore,
  createDexieIndexStore,
  createDexieReleaseStore,
  createDexieUnansweredStore,
  createDexieVectorCache,
  LibraryDatabase,
  RecordDatabase,
} from '#core/adapters/dexie'
import { largeLibrary, randomVectors } from '../large-library.ts'
import { documentOf, install, libraryDevice, NOON } from '../library-device.ts'

export interface LibraryTimes {
  passages: number
  /** ms; a start without a saved index, then with one, then one page changed */
  firstAnswer: number
  firstReady: number
  saved: number
  openIndex: number
  openAnswer: number
  changedAnswer: number
  search: number[]
  typing: number[]
}

declare global {
  interface Window {
    /** fills this browser's stores once */
    fill(): Promise<number>
    /** the first start after an install, until all vectors are in the index and it is saved */
    firstStart(): Promise<Pick<LibraryTimes, 'firstAnswer' | 'firstReady'>>
    /** a later start, on a page that has done nothing else */
    laterStart(): Promise<Pick<LibraryTimes, 'openIndex' | 'openAnswer'>>
    changeOne(): Promise<number>
    searches(rounds: number): Promise<Pick<LibraryTimes, 'search' | 'typing'>>
  }
}

const library = new LibraryDatabase('bench-library')
const record = new RecordDatabase('bench-record')
const releases = createDexieReleaseStore(library)
const indexes = createDexieIndexStore(library)
const { engine } = libraryDevice({
  nowMs: () => NOON + performance.now(),
  events: createDexieEventStore(record),
  unanswered: createDexieUnansweredStore(record),
  releases,
  indexes,
  vectors: createDexieVectorCache(library),
})
const size = { documents: 5000, passages: 4, aids: 100 }

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

async function untilReady() {
  while ((await engine.meaningState()).state !== 'ready') await new Promise((resolve) => setTimeout(resolve, 20))
}

const { objects, question, prefix } = largeLibrary(size)

window.fill = async () => {
  await install(releases, objects, [{ name: 'vectors-0123456789ab', bytes: randomVectors(objects) }])
  return size.documents * size.passages + size.aids
}

window.firstStart = async () => {
  const text = question()
  const firstAnswer = await timed(() => engine.search({ text }))
  const firstReady = firstAnswer + (await timed(untilReady))
  while ((await indexes.load()) === null) await new Promise((resolve) => setTimeout(resolve, 50))
  await new Promise((resolve) => setTimeout(resolve, 2000))
  return { firstAnswer, firstReady }
}

window.laterStart = async () => {
  const text = question()
  const openAnswer = await timed(() => engine.search({ text }))
  await untilReady()
  return { openIndex: await timed(() => indexes.load()), openAnswer }
}

window.changeOne = async () => {
  const changed = documentOf('doc-7', 'A changed page', [['Part', 'It speaks of a zeppelin now.']])
  const next = objects.map((object) => (object.id === 'doc-7' && object.kind === 'document' ? changed : object))
  await install(releases, next, [{ name: 'vectors-0123456789ab', bytes: randomVectors(objects) }])
  return timed(async () => {
    const { hits } = await engine.search({ text: 'zeppelin' })
    if (hits[0]?.id !== 'doc-7') throw new Error('the changed page is not found')
  })
}

window.searches = async (rounds) => {
  const search: number[] = []
  const typing: number[] = []
  for (let i = 0; i < rounds; i++) {
    const [text, begun] = [question(), prefix()]
    search.push(await timed(() => engine.search({ text })))
    typing.push(await timed(() => engine.search({ text: begun, typing: true, box: 'library' })))
  }
  return { search, typing }
}
