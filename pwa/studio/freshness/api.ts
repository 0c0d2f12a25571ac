import * as v from 'valibot'
import { FreshnessBoard } from '#core/knowledge'
import type { StudioClient } from '../use-studio.ts'

const Saved = v.object({ state: v.picklist(['saved', 'same', 'conflict']), reviewBy: v.string() })

export const createFreshnessApi = (studio: StudioClient) => ({
  board: () => studio.get(FreshnessBoard, 'freshness'),
  reviewed: (document: string, reviewBy: string) =>
    studio.post(Saved, 'freshness/reviewed', { document, ...(reviewBy === '' ? {} : { reviewBy }) }),
  cadence: (domain: string, months: number) =>
    studio.post(v.object({ state: v.string() }), 'freshness/cadence', { domain, months }),
})
