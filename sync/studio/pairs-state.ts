import type { PairRow, PairsState } from '#core/consistency'
import type { Organisation } from '../organisation.ts'
import { domainBlocks } from './domain-blocks.ts'
import { CONFIGURATION } from './pairs-compare.ts'
import { WITHOUT_MEANING } from './pairs-run.ts'

/** What was compared, what was not and why, and how many pairs wait for an answer. */
export async function pairsState(
  org: Organisation,
  pairs: readonly PairRow[],
  running: PairsState['running'],
): Promise<PairsState> {
  const compared = await org.db.selectFrom('pair_document').selectAll().execute()
  const newest = new Map(
    (
      await org.db
        .selectFrom('object_version')
        .select(['id', 'sha256'])
        .where('kind', '=', 'document')
        .orderBy('version')
        .execute()
    ).map(({ id, sha256 }) => [id, sha256]),
  )
  const current = compared.filter((row) => row.configuration === CONFIGURATION && newest.get(row.id) === row.sha256)
  const open = pairs.filter(({ answered }) => !answered)
  const count = (list: PairRow['list']) => open.filter((pair) => pair.list === list).length
  return {
    compared: current.length,
    waiting: newest.size - current.length,
    running,
    withoutMeaning: current.some((row) => row.by_meaning === 0) ? WITHOUT_MEANING : null,
    notCompared: current.flatMap(({ id, reason }) => (reason === null ? [] : [{ document: id, reason }])),
    open: {
      conflict: count('conflict'),
      modal: count('modal'),
      duplicate: count('duplicate'),
      strong: open.filter(({ isStrong }) => isStrong).length,
    },
    blocked: [...(await domainBlocks(org.db))].map(([domain, reason]) => ({ domain, reason })),
  }
}
