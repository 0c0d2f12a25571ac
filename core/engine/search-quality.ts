import * as v from 'valibot'
import { parse, type Transport } from '#core/base'
import type { Ref, SearchQuality } from '../engine-api.ts'

const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const Place = v.pipe(v.number(), v.integer(), v.minValue(1))
const Failed = v.array(v.object({ id: v.string(), text: v.string(), found: v.nullable(Place) }))
const Check = v.object({
  release: v.number(),
  atMs: v.number(),
  questions: v.number(),
  recall3: Share,
  failed: Failed,
})
const Quality = v.object({
  threshold: v.nullable(
    v.object({
      fit: v.number(),
      from: v.picklist(['own-questions', 'built-in']),
      questions: v.number(),
      falseOffer: Share,
      falseSilence: Share,
      auroc: Share,
    }),
  ),
  synonyms: v.array(v.array(v.string())),
  questions: v.array(
    v.object({
      id: v.string(),
      text: v.string(),
      expected: v.array(v.object({ kind: v.string(), id: v.string(), title: v.string() })),
      addedBy: v.string(),
    }),
  ),
  checks: v.array(Check),
  candidate: v.nullable(v.object({ ...Check.entries, before: v.nullable(Share), lost: Failed })),
})

/** The organisation's own questions and how search answers them, as the server keeps them. */
export function createSearchQuality(mine: () => Promise<{ transport: Transport }>) {
  return {
    async searchQuality(): Promise<SearchQuality> {
      const { transport } = await mine()
      return parse(Quality, await transport.getJson('/v1/studio/search-quality'), 'search quality')
    },
    async addQuestion(text: string, expected: Ref[]): Promise<void> {
      const { transport } = await mine()
      await transport.postJson('/v1/studio/questions', {
        text,
        expected: expected.map(({ kind, id }) => ({ kind, id })),
      })
    },
    async removeQuestion(id: string): Promise<void> {
      const { transport } = await mine()
      await transport.deleteJson(`/v1/studio/questions/${encodeURIComponent(id)}`)
    },
  }
}
