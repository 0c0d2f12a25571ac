import * as v from 'valibot'
import { WorkEntry } from '#core/authoring'
import { parseJson } from '#core/base'
import { PREFIX } from '../../drafts.ts'

const KEY = `${PREFIX}studio:hours-unsent`
const Unsent = v.array(v.object({ id: v.string(), entry: WorkEntry }))
type Unsent = v.InferOutput<typeof Unsent>

/** Entries made without a connection. */
export function readUnsent(): Unsent {
  try {
    return parseJson(Unsent, localStorage.getItem(KEY) ?? '[]', 'unsent hours')
  } catch {
    return []
  }
}

const keep = (unsent: Unsent) =>
  unsent.length > 0 ? localStorage.setItem(KEY, JSON.stringify(unsent)) : localStorage.removeItem(KEY)

export const keepUnsent = (id: string, entry: WorkEntry): void =>
  void keep([...readUnsent().filter((one) => one.id !== id), { id, entry }])

/**
 * Sends what waits, oldest first. What the server refuses for good is let go of and told by `refused`.
 *
 * @throws what `send` throws for any other reason: it stays and is tried again later
 */
export async function sendUnsent(
  send: (id: string, entry: WorkEntry) => Promise<unknown>,
  isRefusal: (error: unknown) => boolean,
): Promise<{ sent: number; refused: WorkEntry[] }> {
  const refused: WorkEntry[] = []
  let sent = 0
  for (const { id, entry } of readUnsent()) {
    try {
      await send(id, entry)
      sent++
    } catch (error) {
      if (!isRefusal(error)) throw error
      refused.push(entry)
    }
    keep(readUnsent().filter((one) => one.id !== id))
  }
  return { sent, refused }
}
