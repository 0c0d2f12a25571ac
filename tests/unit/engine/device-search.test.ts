import { readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import type { Envelope } from '#core/content'
import { quantise, vectorKey, writeVectorFile } from '#core/embedding'
import { objectText } from '#core/knowledge'
import { embeddedTexts, toSearchPage, writeSearchThreshold, writeSynonyms } from '#core/retrieval'
import { dataSet } from '../../support/data-sets.ts'
import { aidOf, directionOf, documentOf, install, libraryDevice, TEST_MODEL } from '../../support/library-device.ts'

const refunds = documentOf('refunds', 'Refunds', [
  ['Limits', 'Up to 50 the agent sends the money back without asking anybody.'],
  ['Fraud', 'A chargeback is never answered by a refund: it goes to the fraud desk.'],
])
const holidays = documentOf('holidays', 'Annual leave', [
  ['Asking', 'Leave is asked for two weeks ahead, in the portal.'],
])
const aid = aidOf('send-money-back', 'Send money back', 'Open the order, press refund, enter the sum.')
/** How rare a word is shows only among other pages. */
const others = Array.from({ length: 40 }, (_, i) =>
  documentOf(`page-${i}`, `Page ${i}`, [
    ['Part', `Item ${i} speaks of the colour${i} and of wood${i % 7}, which is all.`],
  ]),
)
const library = [refunds, holidays, aid, ...others]

const textsOf = (object: Envelope) => embeddedTexts(toSearchPage({ id: 'x', ...objectText(object.kind, object.body) }))
const vectorFile = (objects: readonly Envelope[], model = TEST_MODEL) => ({
  name: 'vectors-0123456789ab',
  bytes: writeVectorFile(
    { model, dimensions: 384 },
    objects.flatMap(textsOf).map((text) => [vectorKey(model, text), quantise(directionOf(text))] as const),
  ),
})
const ready = (engine: ReturnType<typeof libraryDevice>['engine']) =>
  vi.waitFor(async () => expect(await engine.meaningState()).toMatchObject({ state: 'ready' }), { timeout: 5000 })

describe('search on a device', () => {
  it('answers by words before the model is there, and by meaning once it is', async () => {
    const { engine, deps } = libraryDevice()
    await install(deps.releases, library)
    const first = await engine.search({ text: 'chargeback' })
    expect(first).toMatchObject({ state: 'found', by: 'words' })
    expect(first.hits[0]).toMatchObject({ kind: 'document', id: 'refunds' })
    const { text, marks } = first.hits[0]!.excerpt
    expect(marks.map(([start, end]) => text.slice(start, end))).toContain('chargeback')
    await ready(engine)
    expect(await engine.search({ text: 'chargeback' })).toMatchObject({ state: 'found', by: 'words-and-meaning' })
  })

  it('shows the passage that answers, with the words marked where they stand', async () => {
    const { engine, deps } = libraryDevice()
    const long = Array.from({ length: 80 }, (_, i) => `Sentence number ${i} speaks of nothing much at all.`)
    long[60] = 'The zeppelin is booked at the front desk.'
    await install(deps.releases, [documentOf('travel', 'Travel', [['Rules', long.join(' ')]])])
    const { hits } = await engine.search({ text: 'zeppelin' })
    const { text, marks } = hits[0]!.excerpt
    expect(text.length).toBeLessThan(260)
    expect(marks.map(([start, end]) => text.slice(start, end))).toEqual(['zeppelin'])
  })

  it('says that nothing fits, and offers the nearest few', async () => {
    const { engine, deps } = libraryDevice()
    await install(deps.releases, library)
    await engine.search({ text: 'refund' })
    await ready(engine)
    const answer = await engine.search({ text: 'xylophone tuning' })
    expect(answer.state).toBe('nothing-fits')
    expect(answer.hits.length).toBeLessThanOrEqual(3)
  })

  it("takes the release's own threshold and its synonyms", async () => {
    const { engine, deps } = libraryDevice()
    await install(deps.releases, library)
    expect(await engine.search({ text: 'vacation' })).toMatchObject({ state: 'nothing-fits' })
    expect((await engine.search({ text: 'leave' })).state).toBe('found')
    const synonyms = { name: 'synonyms', bytes: writeSynonyms([['leave', 'vacation']]) }
    await install(deps.releases, library, [synonyms])
    expect((await engine.search({ text: 'vacation' })).hits[0]).toMatchObject({ id: 'holidays' })
    const numbers = { questions: 30, falseOffer: 0, falseSilence: 0, auroc: 1 }
    const strict = writeSearchThreshold({ v: 1, model: TEST_MODEL, fit: 1, from: 'own-questions', ...numbers })
    await install(deps.releases, library, [synonyms, { name: 'search-threshold', bytes: strict }])
    expect((await engine.search({ text: 'leave soon' })).state).toBe('nothing-fits')
    const foreign = writeSearchThreshold({ v: 1, model: 'f'.repeat(64), fit: 1, from: 'own-questions', ...numbers })
    await install(deps.releases, library, [synonyms, { name: 'search-threshold', bytes: foreign }])
    expect((await engine.search({ text: 'leave asked ahead in the portal soon' })).state).toBe('found')
  })

  it('narrows to a kind and to a competency', async () => {
    const { engine, deps } = libraryDevice()
    await install(deps.releases, library)
    const kinds = async (where: { kinds?: string[]; competencies?: string[] }) =>
      (await engine.search({ text: 'money refund', where })).hits.map(({ kind }) => kind)
    expect(await kinds({ kinds: ['job-aid'] })).toEqual(['job-aid'])
    expect(await kinds({ kinds: ['document'] })).not.toContain('job-aid')
    expect(await kinds({ competencies: ['refund-limits'] })).toEqual(['job-aid'])
    expect(await kinds({ competencies: ['no-such'] })).toEqual([])
  })

  it('answers only the newest question of a box, also while an embedding waits', async () => {
    const { engine, deps, world } = libraryDevice()
    await install(deps.releases, library)
    await engine.search({ text: 'ready' })
    await ready(engine)
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    world.before = async (text) => (text === 'refun' ? gate : undefined)
    const texts = ['refun', 'refund', 'refunds']
    const answers = texts.map((text) => engine.search({ text, box: 'library', typing: true }))
    const elsewhere = engine.search({ text: 'leave', box: 'panel' })
    await new Promise((resolve) => setTimeout(resolve, 20))
    open()
    expect((await Promise.all(answers)).map(({ state }) => state)).toEqual(['superseded', 'superseded', 'found'])
    expect((await elsewhere).state).toBe('found')
    expect(world.embedded, 'a question that was overtaken is not embedded').not.toContain('refund')
  })

  it('answers by words alone where that is asked for, without the model', async () => {
    const { engine, deps, world } = libraryDevice()
    await install(deps.releases, library)
    await engine.search({ text: 'refund' })
    await ready(engine)
    const embedded = world.embedded.length
    const answer = await engine.search({ text: 'chargeb', typing: true, by: 'words' })
    expect(answer).toMatchObject({ state: 'found', by: 'words', hits: [{ id: 'refunds' }] })
    expect(world.embedded).toHaveLength(embedded)
    expect((await engine.search({ text: 'chargeb', typing: true })).by).toBe('words-and-meaning')
  })

  it('comes to rest when whoever hears of a change asks again', async () => {
    let asked = 0
    const { engine, deps } = libraryDevice({
      changed: () => {
        asked++
        void engine.search({ text: 'refund', box: 'panel' })
      },
    })
    await install(deps.releases, library)
    await engine.search({ text: 'refund' })
    await ready(engine)
    await new Promise((resolve) => setTimeout(resolve, 300))
    const before = asked
    await engine.search({ text: 'refund' })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(asked, 'a search that changed nothing').toBe(before)
  })

  it('finds what a new release brought, and no longer what it took away', async () => {
    const { engine, deps } = libraryDevice()
    await install(deps.releases, library)
    expect((await engine.search({ text: 'chargeback' })).state).toBe('found')
    const changed = documentOf('refunds', 'Refunds', [['Limits', 'Up to 70 the agent pays, above it the zeppelin.']])
    await install(deps.releases, [changed, holidays, aid, ...others])
    expect((await engine.search({ text: 'zeppelin' })).hits[0]).toMatchObject({ id: 'refunds' })
    expect((await engine.search({ text: 'chargeback' })).hits.filter(({ id }) => id === 'refunds')).toEqual([])
    await install(deps.releases, [holidays])
    expect((await engine.search({ text: 'zeppelin refund' })).hits.map(({ id }) => id)).not.toContain('refunds')
  })

  it('does not show what must be fresh and is not', async () => {
    let now = Date.UTC(2026, 4, 6, 12)
    const { engine, deps } = libraryDevice({ nowMs: () => now })
    const marked = aidOf('gas-alarm', 'Gas alarm', 'Leave the building.', { mustBeFresh: true })
    await install(deps.releases, [marked, holidays])
    expect((await engine.search({ text: 'gas alarm' })).hits.map(({ id }) => id)).toContain('gas-alarm')
    now += 8 * 86_400_000
    expect((await engine.search({ text: 'gas alarm' })).hits.map(({ id }) => id)).not.toContain('gas-alarm')
    expect((await engine.search({ text: 'leave' })).hits[0]).toMatchObject({ id: 'holidays', stale: true })
    expect((await engine.aids()).map(({ id }) => id)).toEqual([])
  })
})

describe('vectors', () => {
  it('come with the release: no passage is embedded here', async () => {
    const { engine, deps, world } = libraryDevice()
    await install(deps.releases, library, [vectorFile(library)])
    await engine.search({ text: 'money' })
    await ready(engine)
    expect(await engine.meaningState()).toEqual({ state: 'ready', done: library.length, of: library.length })
    expect(world.embedded.filter((text) => library.flatMap(textsOf).includes(text))).toEqual([])
    expect((await engine.search({ text: 'chargeback' })).by).toBe('words-and-meaning')
  })

  it('of another model, and broken ones, are passed over: the device makes its own, and says how far it is', async () => {
    const { engine, deps, world } = libraryDevice()
    const broken = { name: 'vectors-ffffffffffff', bytes: Uint8Array.of(1, 2, 3) }
    await install(deps.releases, library, [vectorFile(library, 'f'.repeat(64)), broken])
    const seen: number[] = []
    world.before = async (text) => {
      if (library.flatMap(textsOf).includes(text)) seen.push((await engine.meaningState()).done)
    }
    await engine.search({ text: 'money' })
    await ready(engine)
    expect(seen[0]).toBe(0)
    expect(Math.max(...seen)).toBe(library.length - 1)
    for (const text of library.flatMap(textsOf)) expect(world.embedded).toContain(text)
  })

  it('of a page that changed are made for what is new in it; those nobody needs any more are dropped', async () => {
    const { engine, deps, world } = libraryDevice()
    await install(deps.releases, library)
    await engine.search({ text: 'money' })
    await ready(engine)
    const [title, limits, fraud] = textsOf(refunds)
    world.embedded.length = 0
    const changed = documentOf('refunds', 'Refunds', [
      ['Limits', 'Up to 50 the agent sends the money back without asking anybody.'],
      ['Fraud', 'A chargeback goes to the zeppelin.'],
    ])
    await install(deps.releases, [changed, holidays, aid, ...others])
    await engine.search({ text: 'money' })
    await ready(engine)
    expect(world.embedded).not.toContain(limits)
    expect(world.embedded).toContain(textsOf(changed)[2])
    const key = (text: string | undefined) => vectorKey(TEST_MODEL, text ?? '')
    await vi.waitFor(async () => expect(await deps.vectors.get([key(fraud)])).toEqual([undefined]))
    expect((await deps.vectors.get([key(title), key(limits)])).every((vector) => vector !== undefined)).toBe(true)
  })

  it('go on where they stopped, and a start with a saved index embeds and reads nothing', async () => {
    const first = libraryDevice()
    await install(first.deps.releases, library)
    const life = { left: 3 }
    first.world.before = async (text) => {
      if (library.flatMap(textsOf).includes(text) && life.left-- <= 0) await new Promise(() => {})
    }
    await first.engine.search({ text: 'money' })
    await vi.waitFor(() => expect(life.left).toBeLessThan(0))

    const second = libraryDevice({ ...first.deps, embedder: libraryDevice().deps.embedder })
    const counted = { texts: [] as string[] }
    const { embedder } = second.deps
    const again = libraryDevice({
      ...first.deps,
      embedder: {
        ...embedder,
        embed: (texts, signal) => {
          counted.texts.push(...texts)
          return embedder.embed(texts, signal)
        },
      },
    })
    await again.engine.search({ text: 'money' })
    await ready(again.engine)
    const made = counted.texts.filter((text) => library.flatMap(textsOf).includes(text))
    expect(made.length).toBe(library.flatMap(textsOf).length - 3)

    counted.texts.length = 0
    const read: string[] = []
    const third = libraryDevice({
      ...again.deps,
      releases: {
        ...first.deps.releases,
        blobs: (hashes) => {
          read.push(...hashes)
          return first.deps.releases.blobs(hashes)
        },
      },
    })
    const answer = await third.engine.search({ text: 'chargeback' })
    expect(answer.hits[0]).toMatchObject({ id: 'refunds' })
    await ready(third.engine)
    expect(counted.texts.filter((text) => library.flatMap(textsOf).includes(text))).toEqual([])
    expect(new Set(read).size, 'texts of the ten hits').toBeLessThanOrEqual(10)
  })

  it('of a saved index of another model are not taken for this one', async () => {
    const first = libraryDevice()
    await install(first.deps.releases, library)
    await first.engine.search({ text: 'money' })
    await ready(first.engine)
    const second = libraryDevice({ ...first.deps, embedder: { ...first.deps.embedder, model: 'e'.repeat(64) } })
    first.world.embedded.length = 0
    await second.engine.search({ text: 'money' })
    await ready(second.engine)
    for (const text of library.flatMap(textsOf)) expect(first.world.embedded).toContain(text)
  })

  it('wait while somebody searches', async () => {
    const { engine, deps, world } = libraryDevice()
    await install(deps.releases, library)
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    world.before = async (text) => (text === 'hold' ? gate : undefined)
    await engine.search({ text: 'money' })
    await vi.waitFor(() => expect(world.embedded).toContain('ready'))
    const asked = engine.search({ text: 'hold' })
    await new Promise((resolve) => setTimeout(resolve, 50))
    const before = world.embedded.length
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(world.embedded.length - before).toBeLessThanOrEqual(1)
    open()
    await asked
    await ready(engine)
  })

  it('rest three parts of four on battery', async () => {
    const rests: number[] = []
    let now = 1000
    const { engine, deps, world } = libraryDevice({
      nowMs: () => now,
      rest: async (ms) => {
        rests.push(ms)
        now += ms
        await new Promise((resolve) => setTimeout(resolve, 0))
      },
    })
    world.before = async (text) => {
      if (library.flatMap(textsOf).includes(text)) now += 40
    }
    await engine.notePower('battery')
    await install(deps.releases, library, [], 1000)
    await engine.search({ text: 'money' })
    await ready(engine)
    expect(rests.filter((ms) => ms >= 120 && ms < 1000).length).toBe(library.flatMap(textsOf).length)
  })

  it('are not missed where there is no model: words go on', async () => {
    const { engine, deps, world } = libraryDevice()
    world.fails = true
    await install(deps.releases, library)
    expect((await engine.search({ text: 'chargeback' })).state).toBe('found')
    await vi.waitFor(async () => expect((await engine.meaningState()).state).toBe('unavailable'))
    expect(await engine.search({ text: 'chargeback' })).toMatchObject({ state: 'found', by: 'words' })
  })

  it('and the index are gone when the person signs out, and nothing of them is made any more', async () => {
    const { engine, deps, world } = libraryDevice()
    await install(deps.releases, library)
    let held = false
    world.before = async (text) => {
      if (!library.flatMap(textsOf).includes(text) || held) return
      held = true
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await engine.search({ text: 'money' })
    await vi.waitFor(() => expect(held).toBe(true))
    await engine.signOut()
    const count = world.embedded.length
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(world.embedded.length).toBe(count)
    expect(await deps.indexes.load()).toBeNull()
    const keys = library.flatMap(textsOf).map((text) => vectorKey(TEST_MODEL, text))
    expect((await deps.vectors.get(keys)).filter(Boolean)).toEqual([])
    expect(await engine.search({ text: 'chargeback' })).toMatchObject({ state: 'nothing-fits', hits: [] })
  })
})

describe('whatever is typed', () => {
  const naughty = dataSet('strings/blns.json')
  const odd = [
    '',
    ' ',
    'a',
    'ж',
    '退款',
    '💸🙂',
    '\uD800',
    '\u202Erefund',
    'x'.repeat(10_000),
    'refund '.repeat(2000),
    'SELECT * FROM refunds; --',
    '<script>alert(1)</script>',
    readFileSync(new URL(import.meta.url), 'utf8'),
    ...(naughty ? (JSON.parse(readFileSync(naughty, 'utf8')) as string[]) : []),
  ]

  it('gets an answer, soon, with marks inside the text', async () => {
    const { engine, deps } = libraryDevice()
    await install(deps.releases, library)
    await engine.search({ text: 'ready' })
    await ready(engine)
    for (const text of odd)
      for (const typing of [false, true]) {
        const began = performance.now()
        const answer = await engine.search({ text, typing, box: 'any' })
        expect(['found', 'nothing-fits']).toContain(answer.state)
        for (const { title, titleMarks, excerpt } of answer.hits) {
          for (const [start, end] of titleMarks) expect(title.slice(start, end).length).toBe(end - start)
          for (const [start, end] of excerpt.marks) expect(excerpt.text.slice(start, end).length).toBe(end - start)
        }
        await engine.searchEnded(text)
        // generous: what is looked for is a stall
        expect(performance.now() - began, text.slice(0, 40)).toBeLessThan(1500)
      }
  })
})
