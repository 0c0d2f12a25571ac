import { DIMENSIONS } from '#core/embedding'
import { createSearchIndex, indexPages, readSnapshot } from '#core/retrieval'
import { makeCollection } from './collection.ts'
import { type Times, timed, timesOf } from './measure.ts'

const ROUNDS = 7

/** Reading a saved index from IndexedDB and opening it, up to its first answer. */
export async function measureOpening(passages: number): Promise<{ reading: Times; opening: Times }> {
  const { pages, vectors, questions } = makeCollection(passages)
  const byId = new Map(pages.map((page) => [page.id, page]))
  const database = await answered(openDatabase())
  const keep = database.transaction('index', 'readwrite')
  keep.objectStore('index').put(indexPages(pages, vectors).save(), 'index')
  await new Promise((done) => keep.addEventListener('complete', done))
  const readings: number[] = []
  const openings: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now()
    const record: unknown = await answered(database.transaction('index').objectStore('index').get('index'))
    readings.push(performance.now() - begun)
    const opened = timed(() => {
      const saved = readSnapshot(record, DIMENSIONS)
      const index = createSearchIndex({ pageOf: (id) => byId.get(id), ...(saved && { saved }) })
      return index.search(questions[round] ?? { text: '', limit: 1 })
    })
    if (opened.result.length === 0) throw new Error('the opened index finds nothing')
    openings.push(opened.ms)
  }
  database.close()
  return { reading: timesOf(readings), opening: timesOf(openings) }
}

function openDatabase(): IDBOpenDBRequest {
  const request = indexedDB.open('search bench', 1)
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore('index'))
  return request
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.addEventListener('success', () => done(request.result))
    request.addEventListener('error', () => failed(request.error))
  })
}
