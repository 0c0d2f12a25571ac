import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { AppError, newId, parseJson } from '#core/base'
import { Slug } from '#core/content'
import { plainPhrase, SynonymGroups, stopWords } from '#core/retrieval'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'

export const NewSynonyms = v.object({ as: v.optional(Slug), words: v.array(v.string()) })

export interface SynonymGroup {
  id: string
  words: string[]
  /** who changed it last */
  person: string
  atMs: number
}

const Words = v.array(v.string())

/** All groups, in the order of their first words. */
export async function listSynonyms(db: Kysely<Schema>): Promise<SynonymGroup[]> {
  const rows = await db.selectFrom('synonym_group').selectAll().execute()
  return rows
    .map(({ id, words, person, at_ms }) => ({ id, words: parseJson(Words, words, 'synonyms'), person, atMs: at_ms }))
    .sort((a, b) => ((a.words[0] ?? '') < (b.words[0] ?? '') ? -1 : 1))
}

/**
 * Says that these words mean the same. Groups that hold one of them already become one with it. Devices learn it with the next
 * release.
 *
 * @throws {AppError} `bad-input`
 */
export function addSynonyms(org: Organisation, person: string, words: readonly string[]): Promise<SynonymGroup> {
  const [added = []] = checkedGroups([words])
  const common = added.find((phrase) => phrase.split(' ').every((word) => stopWords.has(word)))
  if (common !== undefined) throw new AppError('bad-input', `"${common}" is too common to look for; leave it out.`)
  return org.db.transaction().execute(async (db) => {
    const groups = await listSynonyms(db)
    const touched = groups.filter((group) => group.words.some((word) => added.includes(word)))
    const merged = [...new Set([...touched.flatMap((group) => group.words), ...added])]
    const rest = groups.filter((group) => !touched.includes(group)).map((group) => group.words)
    checkedGroups([...rest, merged])
    const [first] = touched
    if (first && first.words.length === merged.length && touched.length === 1) return first
    const group = { id: first?.id ?? newId(org), words: merged, person, atMs: org.nowMs() }
    for (const { id } of touched) await db.deleteFrom('synonym_group').where('id', '=', id).execute()
    await insertGroup(db, group)
    await org.audit(person, 'synonyms-changed', group.id, db)
    return group
  })
}

/**
 * Takes a word out of its group; a group of one is none.
 *
 * @throws {AppError} `not-found`
 */
export function removeSynonym(org: Organisation, person: string, word: string): Promise<void> {
  const plain = plainPhrase(word)
  return org.db.transaction().execute(async (db) => {
    const group = (await listSynonyms(db)).find(({ words }) => words.includes(plain))
    if (!group) throw new AppError('not-found', `"${plain}" is in no group of synonyms.`)
    await db.deleteFrom('synonym_group').where('id', '=', group.id).execute()
    const words = group.words.filter((one) => one !== plain)
    if (words.length > 1) await insertGroup(db, { ...group, words, person, atMs: org.nowMs() })
    await org.audit(person, 'synonyms-changed', group.id, db)
  })
}

/** Says what is wrong without the place in the list, which nobody typed. */
function checkedGroups(groups: readonly (readonly string[])[]): string[][] {
  const result = v.safeParse(SynonymGroups, groups)
  if (result.success) return result.output
  throw new AppError('bad-input', `Synonyms: ${result.issues[0].message}.`)
}

const insertGroup = (db: Kysely<Schema>, { id, words, person, atMs }: SynonymGroup) =>
  db
    .insertInto('synonym_group')
    .values({ id, words: JSON.stringify(words), person, at_ms: atMs })
    .execute()
