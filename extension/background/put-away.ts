import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { parse, sha256Hex } from '#core/base'
import type { Signals } from '#core/context'
import type { Ref } from '../../core/engine-api.ts'

const Entry = v.object({ kind: v.string(), id: v.string(), place: v.string(), site: v.optional(v.string(), '') })
type Entry = v.InferOutput<typeof Entry>
const PutAway = v.array(Entry)

const KEY = 'putAway'
/** Beyond it the oldest come back: better a tip twice than a list that grows for ever. */
const MOST = 500
/** No tool can push out what was put away in others. */
const MOST_OF_A_SITE = 50

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

/** Dismissed stays dismissed, also tomorrow. @param from one of `places`, which are as `placesOf` names them */
export function putAway(
  { kind, id }: Ref,
  places: { site: string; page: string },
  from: 'page' | 'site',
): Promise<void> {
  return navigator.locks.request('handrail-put-away', async () => {
    const entry = { kind, id, place: places[from], site: places.site }
    const others = (await read()).filter((old) => old.kind !== kind || old.id !== id || old.place !== entry.place)
    const elsewhere = others.filter(({ site }) => site !== entry.site)
    const here = [...others.filter(({ site }) => site === entry.site), entry].slice(-MOST_OF_A_SITE)
    await browser.storage.local.set({ [KEY]: [...elsewhere, ...here].slice(-MOST) })
  })
}

export const placesOf = (signals: Signals) => ({ site: siteOf(signals), page: pageOf(signals) })

/** From the options page: show everything again. */
export const bringBackAll = (): Promise<void> => browser.storage.local.remove(KEY)
