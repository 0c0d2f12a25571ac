import * as v from 'valibot'
import { NextPair, type PairAnswer, PairLines, PairRow, PairsState } from '#core/consistency'
import type { StudioClient } from '../use-studio.ts'

const Run = v.object({ compared: v.number(), found: v.number(), gone: v.number() })

/** What the screens about pairs ask of the server. */
export const createPairsApi = (studio: StudioClient) => ({
  list: () => studio.get(PairLines, 'pairs'),
  state: () => studio.get(PairsState, 'pairs/state'),
  next: (id: string) => studio.get(NextPair, `pairs/${id}/next`),
  read: (id: string) => studio.get(PairRow, `pairs/${id}`),
  run: () => studio.post(Run, 'pairs/run', {}),
  answer: (id: string, base: number, answer: PairAnswer) =>
    studio.post(PairRow, `pairs/${id}/answer`, { base, answer }),
})
