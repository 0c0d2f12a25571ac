import { AppError } from '#core/base'
import type { Organisation } from '../organisation.ts'

const blank = { last_day: null, told: '[]', tries: 0, next_ms: 0, fault: null }

/** Where a person is told that something waits; null takes the address away. The audit log holds no address. */
export async function setMailAddress(org: Organisation, person: string, address: string | null): Promise<void> {
  await org.db.transaction().execute(async (db) => {
    const row = await db.selectFrom('person').select('id').where('id', '=', person).executeTakeFirst()
    if (!row) throw new AppError('not-found', `There is no person "${person}" in this organisation.`)
    if (address === null) await db.deleteFrom('mail').where('person', '=', person).execute()
    else
      await db
        .insertInto('mail')
        .values({ person, address, stopped: 0, ...blank })
        // who wanted no mail wants none at a new address either
        .onConflict((c) => c.column('person').doUpdateSet({ address, ...blank }))
        .execute()
    await org.audit('operator', address === null ? 'email-removed' : 'email-set', person, db)
  })
}

/** The person's own word on it. @throws {AppError} `not-found` where no address is known */
export async function stopMail(org: Organisation, person: string, stopped: boolean): Promise<void> {
  await org.db.transaction().execute(async (db) => {
    const row = await db
      .updateTable('mail')
      .set({ stopped: stopped ? 1 : 0 })
      .where('person', '=', person)
      .returning('person')
      .executeTakeFirst()
    if (!row) throw new AppError('not-found', 'No e-mail address of yours is known here; the administrator sets it.')
    await org.audit(person, stopped ? 'email-stopped' : 'email-wanted', person, db)
  })
}

export async function mailState({ db }: Organisation, person: string) {
  const row = await db.selectFrom('mail').select(['address', 'stopped']).where('person', '=', person).executeTakeFirst()
  return { address: row?.address ?? null, stopped: row?.stopped === 1 }
}
