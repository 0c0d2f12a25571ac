import { Hono } from 'hono'
import * as v from 'valibot'
import { AnswerReading } from '#core/authoring'
import { AppError } from '#core/base'
import { Slug } from '#core/content'
import { type AppEnv, readBody, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { answerQueue, answerToRead, readAnswer } from '../studio/answers.ts'

const Reading = v.strictObject({ as: v.optional(Slug), reading: AnswerReading })
const named = (name: string): string => {
  if (!/^[0-9a-f]{32}$/.test(name)) throw new AppError('bad-input', 'An answer is named by its 32 signs.')
  return name
}

/** Answers in own words that wait for a person, and what people make of them. Words are for experts alone. */
export function answerRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/v1/studio/answers', async (c) => c.json(await answerQueue(org, await requireReader(c, org, ['sme', 'ld']))))
  app.get('/v1/studio/answers/:name', async (c) =>
    c.json(await answerToRead(org, await requireRole(c, org, ['sme']), named(c.req.param('name')))),
  )
  app.post('/v1/studio/answers/:name', async (c) => {
    const name = named(c.req.param('name'))
    const { as, reading } = await readBody(c, Reading, 'reading')
    return c.json(await readAnswer(org, await requireRole(c, org, ['sme'], as), name, reading))
  })
  return app
}
