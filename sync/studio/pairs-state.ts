import type { PairList, PairsState } from '#core/consistency'
import type { Organisation } from '../organisation.ts'
import { domainBlocks } from './domain-blocks.ts'
import { CONFIGURATION } from './pairs-compare.ts'
import { dueDocuments } from './pairs-due.ts'
import { WITHOUT_MEANING } from './pairs-run.ts'

/** A state is asked for every second; texts it did not come to are read the next time. */
const MOST_READ = 100

/** What was compared, what was not and why, and how many pairs wait for an answer. */
export async function pairsState(org: Organisation, running: PairsState['running']): Promise<PairsState> {
  const compared = await org.db.selectFrom('pair_document').selectAll().execute()
  const { changed } = await dueDocuments(org.db, { mostRead: MOST_READ })
  const waiting = new Set(changed.map(({ id }) => id))
  const current = compared.filter((row) => row.configuration === CONFIGURATION && !waiting.has(row.id))
  const open = await org.db
    .selectFrom('pair')
    .select(({ fn }) => ['list', 'strong', fn.countAll<number>().as('pairs')])
    .where('gone_ms', 'is', null)
    .where('answer', 'is', null)
    .groupBy(['list', 'strong'])
    .execute()
  const count = (counted: typeof open) => counted.reduce((sum, { pairs }) => sum + pairs, 0)
  const inList = (list: PairList) => count(open.filter((row) => row.list === list))
  return {
    compared: current.length,
    waiting: waiting.size,
    running,
    withoutMeaning: current.some((row) => row.by_meaning === 0) ? WITHOUT_MEANING : null,
    notCompared: current.flatMap(({ id, reason }) => (reason === null ? [] : [{ document: id, reason }])),
    open: {
      conflict: inList('conflict'),
      modal: inList('modal'),
      duplicate: inList('duplicate'),
      strong: count(open.filter(({ strong }) => strong === 1)),
    },
    blocked: [...(await domainBlocks(org.db))].map(([domain, reason]) => ({ domain, reason })),
  }
}
