import { browser } from 'wxt/browser'
import { createGuard, DraftDatabase } from '#core/adapters/dexie'
import { parse } from '#core/base'
import { engine } from '../engine-link/page-engine.ts'
import { Draft, type PlaceDraft } from './place-draft.ts'

const db = new DraftDatabase()
const guard = createGuard(db)

/** One for a new placement, and one for each that is changed. */
const keyOf = (again: string | null) => (again === null ? 'new' : `again:${again}`)
export const againOf = ({ id, again }: PlaceDraft): string | null => (again ? id : null)

async function ownPerson(): Promise<string> {
  const me = await engine.me()
  return me ? `${me.server} ${me.tenant} ${me.person}` : ''
}

/** Whoever joins on this device finds nothing of who was there before, nor of an earlier version that kept drafts elsewhere. */
export async function forgetDraftsOfOthers(): Promise<void> {
  const person = await ownPerson()
  await guard(async () => void (await db.drafts.where('person').notEqual(person).delete()))
  const old = Object.keys(await browser.storage.local.get(null)).filter((key) => /^placeDraft(:|$)/.test(key))
  await browser.storage.local.remove(old)
}

/**
 * Only what the author chose to place the aid with, in a database that no page can read: it outlives the panel and the
 * browser, and goes once it was sent.
 *
 * @param again the placement that is changed, null for a new one
 * @throws {AppError} `bad-input`, `storage-unavailable`
 */
export async function readDraft(again: string | null): Promise<PlaceDraft | null> {
  await forgetDraftsOfOthers()
  const row = await guard(() => db.drafts.get(keyOf(again)))
  return row ? parse(Draft, row.draft, 'draft of a placement') : null
}

/** What the screen watches is a proxy, which the database would refuse. @throws {AppError} `storage-full`, `storage-unavailable` */
export async function keepDraft(draft: PlaceDraft): Promise<void> {
  const plain = JSON.parse(JSON.stringify(draft)) as unknown
  const row = { key: keyOf(againOf(draft)), person: await ownPerson(), draft: plain }
  await guard(async () => void (await db.drafts.put(row)))
}

/** @throws {AppError} `storage-unavailable` */
export const forgetDraft = (again: string | null): Promise<void> => guard(() => db.drafts.delete(keyOf(again)))
