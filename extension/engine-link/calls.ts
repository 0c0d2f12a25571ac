import * as v from 'valibot'
import { isId } from '#core/base'
import { Signals } from '#core/context'
import type { Engine } from '../../core/engine-api.ts'

const short = v.pipe(v.string(), v.maxLength(300))
const Link = v.pipe(v.string(), v.minLength(1), v.maxLength(2000))
const Query = v.pipe(v.string(), v.maxLength(2000))
const Ref = v.object({ kind: short, id: short })
const EventId = v.pipe(v.string(), v.check(isId, 'must be a UUIDv7'))
const Offer = v.object({
  aid: v.object({
    ...Ref.entries,
    title: short,
    summary: v.string(),
    competencies: v.array(short),
    stale: v.boolean(),
  }),
  reason: v.string(),
  by: v.picklist(['rule', 'meaning']),
  placement: v.nullable(short),
  state: short,
})

/** What this face asks of the engine, with the schema of each call's arguments. Reviewing and learning are the PWA's. */
export const engineCalls = {
  previewLink: v.tuple([Link]),
  enrol: v.tuple([Link]),
  me: v.tuple([]),
  signOut: v.tuple([]),
  release: v.tuple([]),
  refresh: v.tuple([]),
  syncState: v.tuple([]),
  sync: v.tuple([]),
  aids: v.tuple([]),
  search: v.tuple([Query, v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)), 10)]),
  open: v.tuple([Ref]),
  offer: v.tuple([Signals, v.pipe(v.array(Ref), v.maxLength(500))]),
  toolHosts: v.tuple([]),
  noteOffered: v.tuple([EventId, Offer]),
  noteOpened: v.tuple([EventId, Ref, v.picklist(['nudge', 'panel'])]),
  rateAid: v.union([
    v.tuple([EventId, Ref, v.picklist(['helpful', 'not-helpful', 'out-of-date'])]),
    v.tuple([
      EventId,
      Ref,
      v.picklist(['helpful', 'not-helpful', 'out-of-date']),
      v.pipe(v.string(), v.maxLength(2000)),
    ]),
  ]),
} satisfies Partial<Record<keyof Engine, v.GenericSchema>>

export type EngineCall = keyof typeof engineCalls
/** The engine as this face sees it. */
export type LinkedEngine = Pick<Engine, EngineCall>

export const isEngineCall = (name: string): name is EngineCall => Object.hasOwn(engineCalls, name)
