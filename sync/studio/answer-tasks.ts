import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { criteriaOf, type ItemBody, type ReadCriterion, rubricOf } from '#core/assessment'
import { sha256Hex, utf8 } from '#core/base'
import { item } from '#core/content'
import type { Schema } from '../database.ts'
import { createObjectDomains } from './object-domains.ts'
import { objectVersions } from './stored-objects.ts'

/** A task as it stood in the version that was answered. */
export interface AnsweredTask {
  title: string
  body: ItemBody
  situation: string[]
  ask: string
  criteria: (ReadCriterion & { models: string[]; wrong: string[] })[]
  /** hash of all that an answer is read by: a new title or source leaves it as it is */
  hash: string
  domains: string[]
}

const Case = v.object({ situation: v.array(v.string()), ask: v.string() })

/** Looks up tasks by item and version, each once. */
export async function createAnsweredTasks(db: Kysely<Schema>) {
  const domainsOf = await createObjectDomains(db)
  const known = new Map<string, Promise<Map<number, AnsweredTask>>>()

  async function read(id: string): Promise<Map<number, AnsweredTask>> {
    const tasks = new Map<number, AnsweredTask>()
    for (const { version, envelope } of await objectVersions(db, item.kind, id)) {
      const body = item.parse(envelope.body)
      const told = v.safeParse(Case, body.task)
      const { situation, ask } = told.success ? told.output : { situation: [], ask: body.title }
      const rubric = new Map(rubricOf(body)?.map((each) => [each.id, each]))
      const criteria = criteriaOf(body).map((each) => ({
        ...each,
        models: rubric.get(each.id)?.models ?? [],
        wrong: rubric.get(each.id)?.wrong ?? [],
      }))
      tasks.set(version, {
        title: body.title,
        body,
        situation,
        ask,
        criteria,
        hash: taskHash(body),
        domains: await domainsOf(envelope),
      })
    }
    return tasks
  }

  return async (id: string, version: number): Promise<AnsweredTask | null> => {
    const tasks = known.get(id) ?? read(id)
    known.set(id, tasks)
    return (await tasks).get(version) ?? null
  }
}
export type AnsweredTasks = Awaited<ReturnType<typeof createAnsweredTasks>>

export const taskHash = ({ type, task }: ItemBody): string => sha256Hex(utf8(JSON.stringify([type, task])))
