import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { parse } from '#core/base'
import type { Ref } from '../../core/engine-api.ts'

const Recent = v.array(v.object({ kind: v.string(), id: v.string() }))
const KEY = 'recent'
const MOST = 5

/** Aids opened lately on this device, newest first. */
export async function readRecent(): Promise<Ref[]> {
  const { [KEY]: kept } = await browser.storage.local.get(KEY)
  return kept === undefined ? [] : parse(Recent, kept, 'recent aids')
}

export async function keepRecent({ kind, id }: Ref): Promise<void> {
  const others = (await readRecent()).filter((ref) => ref.kind !== kind || ref.id !== id)
  await browser.storage.local.set({ [KEY]: [{ kind, id }, ...others].slice(0, MOST) })
}
