import * as v from 'valibot'
import { TagBoard, type TagDecision } from '#core/knowledge'
import type { StudioClient } from '../use-studio.ts'

const Running = v.nullable(v.object({ done: v.number(), of: v.number() }))

export const createTagsApi = (studio: StudioClient) => ({
  board: () => studio.get(TagBoard, 'tags'),
  running: () => studio.get(Running, 'tags/running'),
  propose: () => studio.post(TagBoard, 'tags/propose'),
  decide: (decision: TagDecision) =>
    studio.post(v.object({ document: v.string(), version: v.number() }), 'tags/decide', decision),
})
