import { type Kysely, sql } from 'kysely'
import * as v from 'valibot'
import { parse } from '#core/base'
import { contentKind, document, type Envelope } from '#core/content'
import type { Schema } from '../database.ts'
import { readRoles } from '../identity.ts'
import { peopleByName } from './freshness.ts'
import { readLineage } from './lineage-index.ts'

export interface Owner {
  /** id; empty where it is the learning team as a whole */
  person: string
  name: string
}
const team: Owner = { person: '', name: 'the learning team' }
const Documents = v.array(v.object({ id: v.string(), title: v.string(), owner: v.nullable(v.string()) }))

/**
 * Whose it is to answer for an object: who owns the document it rests on (the one a report names, else the first whose owner is
 * a person here), else its first author who still writes here, else the learning team.
 */
export async function createReportOwners(db: Kysely<Schema>) {
  await readLineage(db)
  const { rows } = await sql`
    select id, title, owner from document_version as d
    where version = (select max(n.version) from document_version as n where n.id = d.id)`.execute(db)
  const documents = new Map(parse(Documents, rows, 'documents').map((one) => [one.id, one]))
  const byName = await peopleByName(db)
  const people = new Map((await db.selectFrom('person').selectAll().execute()).map((row) => [row.id, row]))
  const ownerOf = (id: string): Owner | null => {
    const person = byName.get(documents.get(id)?.owner?.toLowerCase() ?? '')
    const row = person === undefined ? undefined : people.get(person)
    return row ? { person: row.id, name: row.name } : null
  }
  return {
    documentTitle: (id: string): string => documents.get(id)?.title ?? id,
    nameOf: (person: string): string => people.get(person)?.name ?? person,
    /** @param named documents that reports of it name, first the newest */
    owner(
      { kind, id, authors, body }: Pick<Envelope, 'kind' | 'id' | 'authors' | 'body'>,
      named: readonly string[],
    ): Owner {
      const rests =
        kind === document.kind
          ? [id]
          : contentKind(kind)
              .sources(body)
              .map((source) => source.document)
      for (const each of [...named, ...rests]) {
        const owner = ownerOf(each)
        if (owner) return owner
      }
      const author = authors.find((person) => {
        const row = people.get(person)
        return row && readRoles(row.roles).includes('author')
      })
      return author === undefined ? team : { person: author, name: people.get(author)?.name ?? author }
    },
  }
}
