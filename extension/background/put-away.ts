import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { parse, sha256Hex } from '#core/base'
import type { Signals } from '#core/context'
import type { Ref } from '../../core/engine-api.ts'

const Entry = v.object({ kind: v.string(), id: v.string(), place: v.string() })
type Entry = v.InferOutput<typeof Entry>
const PutAway = v.array(Entry)

const KEY = 'putAway'
/** Beyond it the oldest come back: better a tip twice than a list that grows for ever. */
const MOST = 500

/** Places are kept as short hashes: what was put away must stay so, where it was need not be readable. */
const siteOf = ({ host }: Signals) => sha256Hex(host).slice(0, 16)
const pageOf = ({ host, pathShape }: Signals) => sha256Hex(`${host}${pathShape}`).slice(0, 16)

async function read(): Promise<Entry[]> {
  const { [KEY]: kept } = await browser.storage.local.get(KEY)
  return kept === undefined ? [] : parse(PutAway, kept, 'tips put away')
}

/** The aids this person does not want on this page: put away here, or on the whole site. */
export async function hiddenOn(signals: Signals): Promise<Ref[]> {
  const here = [siteOf(signals), pageOf(signals)]
  return (await read()).filter(({ place }) => here.includes(place)).map(({ kind, id }) => ({ kind, id }))
}

/** Dismissed stays dismissed, also tomorrow. @param place as `placesOf` names it */
export function putAway({ kind, id }: Ref, place: string): Promise<void> {
  return navigator.locks.request('handrail-put-away', async () => {
    const entry = { kind, id, place }
    const others = (await read()).filter((old) => old.kind !== kind || old.id !== id || old.place !== place)
    await browser.storage.local.set({ [KEY]: [...others, entry].slice(-MOST) })
  })
}

export const placesOf = (signals: Signals) => ({ site: siteOf(signals), page: pageOf(signals) })

/** From the options page: show everything again. */
export const bringBackAll = (): Promise<void> => browser.storage.local.remove(KEY)
