import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRandom, newId } from '#core/base'
import {
  addToSum,
  canonicalJson,
  differingBuckets,
  emptySum,
  fingerprint,
  inCausalOrder,
  inTimeOrder,
  type LearningEvent,
  parseEvent,
  type Sum,
  sumsOf,
  takeFromSum,
} from '#core/events'
import { createApp } from '../../sync/app.ts'
import { createDevice } from '../support/device.ts'
import { addDevice, addPerson, type TestOrganisation, testOrganisation } from '../support/organisation.ts'

const seed = Number(process.env.HANDRAIL_SEED ?? Date.now() % 1_000_000)
console.log(`property tests of events: HANDRAIL_SEED=${seed}`)
const runs = (numRuns: number) => ({ seed, numRuns })

/** 1970 to 2100, and the last id there can be: clocks are never a reason. */
const clock = fc.oneof(
  fc.constantFrom(0, Date.UTC(1970, 0, 2), Date.UTC(2100, 11, 31), 2 ** 48 - 1),
  fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) }),
)
const id = fc
  .tuple(clock, fc.integer({ min: 0, max: 2 ** 32 - 1 }))
  .map(([now, random]) => newId({ nowMs: () => now, randomBytes: createRandom(random).bytes }))
const anyJson = fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 3, depthSize: 'small' }), {
  maxKeys: 4,
})
const event: fc.Arbitrary<LearningEvent> = fc
  .record({ id, at: clock, n: fc.nat(50), data: anyJson })
  .map(({ data, ...more }) => ({
    gen: 0,
    kind: 'from-the-future',
    v: 9,
    release: 1,
    data: JSON.parse(JSON.stringify(data)),
    ...more,
  }))
  .filter((candidate) => {
    try {
      parseEvent(candidate)
      return true
    } catch {
      return false
    }
  })
  .map((candidate) => parseEvent(candidate))
const events = fc.uniqueArray(event, { selector: (one) => one.id, maxLength: 25 })

describe('sums', () => {
  it('do not depend on the order of arrival', () => {
    fc.assert(
      fc.property(events, fc.nat(), (set, shuffle) => {
        expect(sumsOf(createRandom(shuffle).shuffle(set))).toEqual(sumsOf(set))
      }),
      runs(300),
    )
  })

  it('are equal exactly when the sets are', () => {
    const some = fc.tuple(events, events, fc.nat())
    fc.assert(
      fc.property(some, ([a, b, cut]) => {
        const sets: LearningEvent[][] = [
          a,
          b,
          a.slice(0, cut % (a.length + 1)),
          a.map((one) => ({ ...one, n: one.n + 1 })),
        ]
        const bodies = (set: LearningEvent[]) => set.map(canonicalJson).sort().join('\n')
        for (const set of sets)
          expect(differingBuckets(sumsOf(a), sumsOf(set)).length === 0).toBe(bodies(a) === bodies(set))
      }),
      runs(300),
    )
  })

  it('come back when what was added is taken away', () => {
    fc.assert(
      fc.property(events, (set) => {
        const full = set.reduce<Sum>((sum, one) => addToSum(sum, fingerprint(one)), emptySum)
        expect(set.reduce<Sum>((sum, one) => takeFromSum(sum, fingerprint(one)), full)).toEqual(emptySum)
      }),
      runs(100),
    )
  })
})

describe('orders', () => {
  it('are the same for any arrival, with doubles taken out', () => {
    fc.assert(
      fc.property(events, fc.nat(), (set, shuffle) => {
        const arrived = createRandom(shuffle).shuffle([...set, ...set.slice(0, 5)])
        expect(inTimeOrder(arrived)).toEqual(inTimeOrder(set))
        expect(inCausalOrder(arrived)).toEqual(inCausalOrder(set))
        expect(inTimeOrder(arrived)).toHaveLength(set.length)
      }),
      runs(200),
    )
  })
})

describe('canonical JSON', () => {
  it('is the same whatever order the keys came in, and reads back the same', () => {
    fc.assert(
      fc.property(event, (one) => {
        const turned = Object.fromEntries(Object.entries(one).reverse())
        expect(canonicalJson(turned)).toBe(canonicalJson(one))
        expect(canonicalJson(JSON.parse(canonicalJson(one)))).toBe(canonicalJson(one))
      }),
      runs(300),
    )
  })
})

describe('over the wire', () => {
  let test: TestOrganisation
  let people = 0
  beforeAll(async () => {
    test = await testOrganisation()
  })
  afterAll(() => test.remove())

  it('any events of two devices, whatever their clocks and kinds, end up on both unchanged, poison set aside', async () => {
    const app = createApp(test.org)
    const fetch = async (request: Request) => app.fetch(request)
    const poison = fc.constantFrom({ kind: 'search-made', v: 1, data: { hits: 'many' } }, { kind: 'evidence-observed' })
    await fc.assert(
      fc.asyncProperty(events, fc.array(poison, { maxLength: 3 }), fc.nat(), async (set, poisons, shuffle) => {
        const person = `learner-${people++}`
        await addPerson(test.org, person, ['learner'])
        const [phone, laptop] = await Promise.all(
          ['phone', 'laptop'].map(async (name) =>
            createDevice({ fetch, credential: await addDevice(test.org, person, `${person}-${name}`), seed: shuffle }),
          ),
        )
        if (!phone || !laptop) throw new Error('no devices')
        for (const [i, one] of createRandom(shuffle).shuffle(set).entries())
          await (i % 2 ? phone : laptop).store.append(one.id, () => one)
        for (const bad of poisons) await phone.record(bad)
        for (const device of [phone, laptop, phone])
          expect(await device.session.sync()).toMatchObject({ state: 'in-sync', unsent: 0 })
        const bodies = (all: LearningEvent[]) => all.map(canonicalJson).sort()
        expect(bodies(await phone.store.all())).toEqual(bodies(set))
        expect(bodies(await laptop.store.all())).toEqual(bodies(set))
        expect(await phone.store.refused()).toHaveLength(poisons.length)
      }),
      runs(40),
    )
  })
})
