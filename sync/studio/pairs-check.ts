import type { Kysely } from 'kysely'
import { parseJson } from '#core/base'
import { FoundPair, type PairSide } from '#core/consistency'
import type { Schema } from '../database.ts'
import { nextTask } from '../next-task.ts'
import type { Comparer } from './pairs-comparer.ts'
import { confirmedConflicts } from './pairs-list.ts'
import type { Place } from './pairs-messages.ts'
import { isApprovedText } from './standing-text.ts'

/** Pairs that are read and looked up together. */
const AT_ONCE = 100

/**
 * Pairs of the documents touched: those whose two texts still stand, where they stand now, and the ids of those of which one stands
 * nowhere any more. A confirmed conflict goes only when the approved versions do not say it either: a draft settles nothing.
 */
export async function checkPairs(
  db: Kysely<Schema>,
  touched: ReadonlySet<string>,
  comparer: Pick<Comparer, 'places'>,
): Promise<{ standing: FoundPair[]; gone: string[] }> {
  const confirmed = await confirmedConflicts(db)
  const rows = await db
    .selectFrom('pair')
    .select(['id', 'a_document', 'b_document'])
    .where('gone_ms', 'is', null)
    .execute()
  const ids = rows
    .filter((row) => confirmed.has(row.id) || touched.has(row.a_document) || touched.has(row.b_document))
    .map(({ id }) => id)
  const standing: FoundPair[] = []
  const gone: string[] = []
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    await nextTask()
    const some = ids.slice(from, from + AT_ONCE)
    const bodies = await db.selectFrom('pair').select(['id', 'body']).where('id', 'in', some).execute()
    const pairs = bodies.map(({ id, body }) => parseJson(FoundPair, body, `pair ${id}`))
    const places = await comparer.places([...new Set(pairs.flatMap(({ a, b }) => [a.key, b.key]))])
    for (const pair of pairs) {
      const find = async (side: PairSide, besides?: string) =>
        standingSide(side, places.get(side.key) ?? [], besides) ??
        (confirmed.has(pair.id) && (await isApprovedText(db, side.document, side.key)) ? side : null)
      const a = await find(pair.a)
      // of an exact copy both sides are one text: it has to stand in two documents still
      const b = await find(pair.b, pair.a.key === pair.b.key ? a?.document : undefined)
      if (a && b) standing.push({ ...pair, a, b })
      else gone.push(pair.id)
    }
  }
  return { standing, gone }
}

/** @param besides a document that does not count */
function standingSide(side: PairSide, everywhere: readonly Place[], besides?: string): PairSide | null {
  const places = everywhere.filter(({ document }) => document !== besides)
  if (places.some(({ document }) => document === side.document)) return side
  const [other] = places
  return other ? { ...side, ...other } : null
}
