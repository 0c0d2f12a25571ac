import type { Kysely } from 'kysely'
import { documentDomains, domainsOf } from '#core/competencies'
import { contentKind, document, type Envelope, placement } from '#core/content'
import type { Schema } from '../database.ts'
import { competencyIndex } from './competency-index.ts'
import { type DocumentTags, documentTags } from './standing-text.ts'
import { latestObject } from './stored-objects.ts'

type Described = Pick<Envelope, 'kind' | 'id' | 'body'>

/**
 * The domains an object is tagged with and those of the documents it rests on; a placement belongs where its aid does. What it
 * looks up is looked up once, so ask one of these for many objects and throw it away.
 */
export async function createObjectDomains(db: Kysely<Schema>): Promise<(object: Described) => Promise<string[]>> {
  const index = await competencyIndex(db)
  const tags = new Map<string, Promise<DocumentTags[]>>()
  const tagsOf = (id: string) => {
    const known = tags.get(id) ?? documentTags(db, id)
    tags.set(id, known)
    return known
  }
  return async function domains(object: Described): Promise<string[]> {
    const { kind, id, body } = object
    if (kind === document.kind) return documentDomains(document.parse(body), index)
    if (kind === 'competency') return domainsOf([id], index)
    if (kind === placement.kind) {
      const { aid } = placement.parse(body)
      const stored = aid.kind === placement.kind ? null : await latestObject(db, aid.kind, aid.id)
      return stored ? domains(stored.envelope) : []
    }
    const described = contentKind(kind)
    const found = domainsOf(described.competencies(body), index)
    for (const source of new Set(described.sources(body).map((each) => each.document)))
      for (const each of await tagsOf(source)) found.push(...documentDomains(each, index))
    return [...new Set(found)].sort()
  }
}

/** What a domain is called: its competency's title, or the folder of documents that belong to none. */
export async function domainTitles(db: Kysely<Schema>): Promise<(domain: string) => string> {
  const index = await competencyIndex(db)
  const known = new Set(index.all.map(({ id }) => id))
  return (domain) => (known.has(domain) ? index.title(domain) : domain.replace(/^folder:/, 'Folder '))
}
