import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { parse } from '#core/base'
import { Slug } from '#core/content'
import { type AppEnv, readBody, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { addQuestions, NewQuestion, NewQuestions, removeQuestion } from '../studio/questions.ts'
import { checkNow } from '../studio/search-checks.ts'
import { searchQuality, shownQuestions } from '../studio/search-quality.ts'
import { addSynonyms, listSynonyms, NewSynonyms, removeSynonym } from '../studio/synonyms.ts'

/** Authors and L&D judge search; the operator reads, and acts for one of them. */
const judges = ['author', 'ld'] as const

/** The organisation's own questions, its synonyms, and how search does on them. */
export function searchQualityRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  /** a DELETE has no body: who it is done for stands in the address */
  const asQuery = (c: Context<AppEnv>) => {
    const as = c.req.query('as')
    return as === undefined ? undefined : parse(Slug, as, 'as')
  }

  app.get('/v1/studio/search-quality', async (c) => {
    await requireReader(c, org, judges)
    return c.json(await searchQuality(org))
  })

  app.get('/v1/studio/questions', async (c) => {
    await requireReader(c, org, judges)
    return c.json(await shownQuestions(org))
  })
  app.get('/v1/studio/questions/check', async (c) => {
    await requireReader(c, org, judges)
    return c.json(await checkNow(org, c.req.query('of') === 'candidate' ? 'candidate' : 'published'))
  })
  app.post('/v1/studio/questions', async (c) => {
    const { as, ...question } = await readBody(c, NewQuestion, 'question')
    const { person } = await requireRole(c, org, judges, as)
    const [added] = await addQuestions(org, person, [question])
    return c.json(added)
  })
  app.post('/v1/studio/questions/several', async (c) => {
    const { as, questions } = await readBody(c, NewQuestions, 'questions')
    const { person } = await requireRole(c, org, judges, as)
    return c.json({ questions: await addQuestions(org, person, questions) })
  })
  app.delete('/v1/studio/questions/:id', async (c) => {
    const { person } = await requireRole(c, org, judges, asQuery(c))
    const id = c.req.param('id')
    await removeQuestion(org, person, id)
    return c.json({ id })
  })

  app.get('/v1/studio/synonyms', async (c) => {
    await requireReader(c, org, judges)
    return c.json(await listSynonyms(org.db))
  })
  app.post('/v1/studio/synonyms', async (c) => {
    const { as, words } = await readBody(c, NewSynonyms, 'synonyms')
    const { person } = await requireRole(c, org, judges, as)
    return c.json(await addSynonyms(org, person, words))
  })
  app.delete('/v1/studio/synonyms/:word', async (c) => {
    const { person } = await requireRole(c, org, judges, asQuery(c))
    const word = parse(v.pipe(v.string(), v.maxLength(60)), c.req.param('word'), 'word')
    await removeSynonym(org, person, word)
    return c.json({ word })
  })
  return app
}
