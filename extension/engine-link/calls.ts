import * as v from 'valibot'
import { clues } from '#core/anchors'
import { isId } from '#core/base'
import { Sha256 } from '#core/content'
import { PageRead, SavedPage, Signals } from '#core/context'
import type { Engine } from '../../core/engine-api.ts'

const short = v.pipe(v.string(), v.maxLength(300))
const Link = v.pipe(v.string(), v.minLength(1), v.maxLength(2000))
const Ref = v.object({ kind: short, id: short })
/** what a person pasted may be a whole page; the engine reads its beginning */
const SearchText = v.pipe(v.string(), v.maxLength(20_000))
const Names = v.pipe(v.array(short), v.maxLength(50))
const SearchRequest = v.strictObject({
  text: SearchText,
  limit: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50))),
  where: v.exactOptional(
    v.strictObject({
      kinds: v.exactOptional(Names),
      competencies: v.exactOptional(Names),
      roles: v.exactOptional(Names),
    }),
  ),
  typing: v.exactOptional(v.boolean()),
  by: v.exactOptional(v.literal('words')),
  box: v.exactOptional(short),
})
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

/** A credential's id may be long: 1,023 bytes (WebAuthn). */
const KeyLock = v.strictObject({ credential: v.pipe(v.string(), v.maxLength(1400)), salt: short })

/** Its kind's schema is checked where it is used. */
const PlacementBody = v.record(v.string(), v.unknown())

const ReviewRole = v.picklist(['sme', 'ld'])
/** Of the studio, what reviewing needs and nothing else. */
const StudioRequest = v.union([
  v.strictObject({
    method: v.picklist(['GET', 'POST']),
    path: v.picklist(['/v1/studio/review-load', '/v1/studio/review-notes', '/v1/studio/review-drops']),
    body: v.exactOptional(v.record(v.string(), v.unknown())),
  }),
  v.strictObject({
    method: v.literal('GET'),
    path: v.picklist(['/v1/studio/releases', '/v1/studio/releases/waiting/difference', '/v1/studio/rollbacks']),
  }),
  v.strictObject({
    method: v.literal('DELETE'),
    path: v.pipe(v.string(), v.regex(/^\/v1\/studio\/rollbacks\/[0-9a-f-]{36}$/)),
  }),
])
const Sha256s = v.pipe(v.array(Sha256), v.minLength(1), v.maxLength(1000))
const ReleaseOptions = v.strictObject({
  acceptLowerRecall: v.exactOptional(v.boolean()),
  departments: v.exactOptional(v.pipe(v.array(short), v.maxLength(200))),
})

/** What this face asks of the engine, with the schema of each call's arguments. Learning is the PWA's. */
export const engineCalls = {
  previewLink: v.strictTuple([Link]),
  enrol: v.strictTuple([Link]),
  me: v.strictTuple([]),
  signOut: v.strictTuple([]),
  release: v.strictTuple([]),
  refresh: v.strictTuple([]),
  syncState: v.strictTuple([]),
  sync: v.strictTuple([]),
  aids: v.strictTuple([]),
  search: v.strictTuple([SearchRequest]),
  searchEnded: v.union([v.strictTuple([SearchText]), v.strictTuple([SearchText, Ref])]),
  meaningState: v.strictTuple([]),
  notePower: v.strictTuple([v.picklist(['mains', 'battery'])]),
  suggestions: v.strictTuple([]),
  open: v.strictTuple([Ref]),
  withdrawn: v.strictTuple([Ref]),
  picture: v.strictTuple([v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))]),
  offer: v.strictTuple([Signals, v.pipe(v.array(Ref), v.maxLength(500))]),
  explain: v.strictTuple([Signals, v.pipe(v.array(Ref), v.maxLength(500))]),
  today: v.strictTuple([]),
  requests: v.strictTuple([]),
  guide: v.strictTuple([Ref, short]),
  guidePoint: v.strictTuple([short, short, Signals]),
  walkable: v.strictTuple([short]),
  noteAnchorLost: v.strictTuple([
    EventId,
    v.strictObject({ placement: short, anchor: short, lost: v.array(v.picklist(clues)) }),
  ]),
  guideSteps: v.strictTuple([Ref]),
  placement: v.strictTuple([short]),
  sendPlacement: v.strictTuple([short, PlacementBody]),
  savedPages: v.strictTuple([]),
  savePage: v.strictTuple([v.pipe(v.string(), v.maxLength(120)), SavedPage]),
  removeSavedPage: v.strictTuple([short]),
  tryPlacement: v.strictTuple([short, PlacementBody]),
  checkPage: v.strictTuple([PageRead]),
  drift: v.strictTuple([]),
  reviewQueue: v.strictTuple([]),
  reviewDetail: v.strictTuple([Sha256]),
  approve: v.union([
    v.strictTuple([Sha256s, ReviewRole]),
    v.strictTuple([
      Sha256s,
      ReviewRole,
      v.strictObject({ rollbackIn: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))) }),
    ]),
  ]),
  signingKey: v.strictTuple([]),
  requestSigningKey: v.union([v.strictTuple([]), v.strictTuple([v.strictObject({ lock: KeyLock, secret: short })])]),
  withdrawSigningKey: v.strictTuple([]),
  signingLock: v.strictTuple([ReviewRole]),
  unlockSigning: v.strictTuple([short]),
  waitingRelease: v.strictTuple([]),
  signRelease: v.union([v.strictTuple([Sha256]), v.strictTuple([Sha256, ReleaseOptions])]),
  searchQuality: v.strictTuple([]),
  studio: v.strictTuple([StudioRequest]),
  toolHosts: v.strictTuple([]),
  noteOffered: v.strictTuple([EventId, Offer]),
  noteOpened: v.strictTuple([EventId, Ref, v.picklist(['nudge', 'panel'])]),
  rateAid: v.union([
    v.strictTuple([EventId, Ref, v.picklist(['helpful', 'not-helpful', 'out-of-date'])]),
    v.strictTuple([
      EventId,
      Ref,
      v.picklist(['helpful', 'not-helpful', 'out-of-date']),
      v.pipe(v.string(), v.maxLength(2000)),
    ]),
  ]),
  reportAid: v.strictTuple([
    EventId,
    Ref,
    v.strictObject({
      problem: v.picklist(['wrong', 'out-of-date', 'unclear', 'wrong-place']),
      version: v.pipe(v.number(), v.integer(), v.minValue(1)),
      passage: v.exactOptional(v.strictObject({ document: short, passage: short })),
      note: v.exactOptional(v.pipe(v.string(), v.maxLength(1000))),
    }),
  ]),
  reports: v.union([v.strictTuple([]), v.strictTuple([Ref])]),
} satisfies Partial<Record<keyof Engine, v.GenericSchema>>

export type EngineCall = keyof typeof engineCalls
/** The engine as this face sees it. */
export type LinkedEngine = Pick<Engine, EngineCall>

export const isEngineCall = (name: string): name is EngineCall => Object.hasOwn(engineCalls, name)
