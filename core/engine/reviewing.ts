import * as v from 'valibot'
import { reviewItem } from '#core/assessment'
import { citedWords, difference, ReviewNotes, readLines, saidParts } from '#core/authoring'
import { AppError, parse, parseJson, sha256Hex, type Transport, textOf } from '#core/base'
import {
  type Block,
  type BodyChecks,
  contentKind,
  type Envelope,
  item,
  keptBrief,
  MAX_OBJECT_BYTES,
  readObject,
  Sha256,
  unsourcedSentences,
} from '#core/content'
import { criteriaOf, instant, objectKey, Release, signApproval, signRelease } from '#core/releases'
import type { QueueEntry, ReleaseOptions, ReviewDetail, WaitingRelease } from '../engine-api.ts'
import type { Keys } from './enrolment.ts'
import type { InstalledLibrary } from './installed.ts'
import { createOwnKeys } from './own-keys.ts'

type ReviewRole = 'sme' | 'ld'

export interface ReviewingDeps {
  mine(): Promise<{ transport: Transport; person: string; roles: readonly string[]; tenant: string }>
  keys: Keys
  installed: InstalledLibrary
  checks: BodyChecks
  nowMs(): number
}

const ReviewRole = v.picklist(['sme', 'ld'])
const Approvals = v.array(v.object({ role: ReviewRole, person: v.string(), name: v.string(), at: v.string() }))
const Entry = v.object({
  kind: v.string(),
  id: v.string(),
  version: v.number(),
  sha256: Sha256,
  title: v.string(),
  authors: v.array(v.object({ person: v.string(), name: v.string() })),
  importedAt: v.string(),
  approvals: Approvals,
  maySign: v.array(ReviewRole),
  whyNot: v.nullable(v.string()),
  domains: v.array(v.object({ id: v.string(), title: v.string() })),
})
const Queued = v.object({ ...Entry.entries, minutes: v.object({ sme: v.number(), ld: v.number() }) })
const Detail = v.object({
  ...Entry.entries,
  previous: v.nullable(v.object({ version: v.number(), sha256: Sha256 })),
  sources: v.array(
    v.object({
      document: v.string(),
      title: v.string(),
      passage: v.string(),
      text: v.nullable(v.string()),
      approved: v.boolean(),
    }),
  ),
  ...ReviewNotes.entries,
})
const Waiting = v.nullable(
  v.object({
    version: v.number(),
    sha256: Sha256,
    payload: v.string(),
    objects: v.array(v.object({ kind: v.string(), id: v.string(), title: v.string() })),
  }),
)

/**
 * Review and sign: an object is rendered here from the very bytes that are signed, never from the server's description; of a
 * release the objects are read from the text that is signed, and only their titles are the server's.
 */
export function createReviewing({ mine, keys, installed, checks, nowMs }: ReviewingDeps) {
  const { signerFor, ...ownKeys } = createOwnKeys({ mine, keys })

  /** @throws {AppError} `bad-input` when the bytes are not those that were asked for */
  async function objectOf(transport: Transport, sha256: string): Promise<Envelope> {
    const bytes = await transport.getBytes(`/v1/studio/objects/${sha256}`, { maxBytes: MAX_OBJECT_BYTES })
    if (sha256Hex(bytes) !== sha256)
      throw new AppError(
        'bad-input',
        'The server sent other bytes than those to review; nothing was signed. Tell your administrator.',
      )
    return readObject(bytes, checks)
  }

  async function reviewQueue(): Promise<QueueEntry[]> {
    const { transport } = await mine()
    const queue = parse(v.array(Queued), await transport.getJson('/v1/studio/reviews'), 'review queue')
    return queue.map((entry) => ({ ...entry, authors: entry.authors.map(({ name }) => name) }))
  }

  async function reviewDetail(sha256: string): Promise<ReviewDetail> {
    const { transport } = await mine()
    const { previous, sources, ...entry } = parse(
      Detail,
      await transport.getJson(`/v1/studio/reviews/${sha256}`),
      'review',
    )
    const object = await objectOf(transport, sha256)
    const names = new Map(entry.authors.map(({ person, name }) => [person, name]))
    const before = previous && (await objectOf(transport, previous.sha256))
    const blocks = blocksOf(object)
    return {
      ...entry,
      kind: object.kind,
      id: object.id,
      version: object.version,
      title: contentKind(object.kind).title(object.body),
      authors: object.authors.map((person) => names.get(person) ?? person),
      sha256,
      blocks,
      difference: readLines(difference(before ? comparedBlocks(before) : [], comparedBlocks(object))),
      previousVersion: before?.version ?? null,
      ...restsOn(object, sources),
      brief: keptBrief(object.body),
      unsourced: unsourcedSentences(object.body),
    }
  }

  async function approve(
    sha256s: readonly string[],
    role: ReviewRole,
    { rollbackIn }: { rollbackIn?: number } = {},
  ): Promise<void> {
    const { transport, person, tenant } = await mine()
    const signer = await signerFor(role)
    const objects = []
    for (const sha256 of sha256s) {
      const { kind, id } = await objectOf(transport, sha256)
      objects.push({ kind, id, sha256 })
    }
    const at = instant(nowMs())
    const criteria = [...criteriaOf[role]]
    const back = rollbackIn === undefined ? {} : { rollbackIn }
    const jws = await signApproval({ typ: 'approval', tenant, role, person, objects, at, criteria, ...back }, signer)
    await transport.postJson('/v1/approvals', { jws: textOf(jws, 'approval') })
  }

  async function waiting(transport: Transport) {
    const reply = parse(Waiting, await transport.getJson('/v1/studio/releases/waiting'), 'waiting release')
    if (reply && sha256Hex(reply.payload) !== reply.sha256)
      throw new AppError(
        'bad-input',
        'The waiting release is not what its name says; nothing was signed. Tell your administrator.',
      )
    return reply && { ...reply, release: parseJson(Release, reply.payload, 'waiting release') }
  }

  async function waitingRelease(): Promise<WaitingRelease | null> {
    const { transport } = await mine()
    const found = await waiting(transport)
    if (!found) return null
    const titles = new Map(found.objects.map((object) => [objectKey(object), object.title]))
    const before = new Map((await installed.current())?.state.objects.map((object) => [objectKey(object), object]))
    const { release, sha256 } = found
    return {
      version: release.version,
      sha256,
      // what changes first: most of a release is as it was
      objects: release.objects
        .map((object) => {
          const was = before.get(objectKey(object))
          const change = !was ? 'new' : was.sha256 === object.sha256 ? 'same' : 'changed'
          return {
            kind: object.kind,
            id: object.id,
            version: object.version,
            title: titles.get(objectKey(object)) ?? object.id,
            change,
          } as const
        })
        .sort((a, b) => Number(a.change === 'same') - Number(b.change === 'same')),
      removed: [...before.values()]
        .filter((was) => !release.objects.some((object) => objectKey(object) === objectKey(was)))
        .map(({ kind, id }) => ({ kind, id })),
    }
  }

  async function releaseSigned(sha256: string, options: ReleaseOptions = {}): Promise<void> {
    // first of all: what the passkey gave is for this signature, and forgotten where it comes to nothing
    const signer = await signerFor('ld')
    const { transport } = await mine()
    const found = await waiting(transport)
    if (found?.sha256 !== sha256)
      throw new AppError('conflict', 'Another release waits now. Look at it, and sign that one.')
    const jws = await signRelease(found.payload, signer)
    await transport.postJson(`/v1/studio/releases/${found.version}`, { jws: textOf(jws, 'release'), ...options })
  }

  return {
    ...ownKeys,
    reviewQueue,
    reviewDetail,
    approve,
    waitingRelease,
    signRelease: releaseSigned,
  }
}

/** As learners will see it, summary line included; of an item also the key and the feedback, which are signed with it. */
function blocksOf({ kind, body }: Envelope): Block[] {
  if (kind === 'item') return reviewItem(item.parse(body))
  const summary = contentKind(kind).summary(body)
  return [...(summary ? [{ block: 'text' as const, text: summary }] : []), ...contentKind(kind).view(body)]
}

/** The passages beside the parts that rest on them. That a passage reads as it did is seen here, from the signed bytes. */
function restsOn(
  { kind, body }: Envelope,
  passages: v.InferOutput<typeof Detail>['sources'],
): Pick<ReviewDetail, 'sources' | 'parts'> {
  const said = saidParts(kind, body).filter(({ sentences }) => sentences.length > 0)
  const signed = new Map(
    contentKind(kind)
      .sources(body)
      .map((source) => [placeOf(source), source.sha256]),
  )
  return {
    parts: said.map(({ part, sentences, made, sources }) => ({
      part,
      text: [...sentences],
      made: made && { by: made.by, at: made.at },
      sources: sources.map(placeOf),
    })),
    sources: passages.map(({ document, title, passage, text, approved }) => {
      const place = placeOf({ document, passage })
      const sayings = said.filter(({ sources }) => sources.some((source) => placeOf(source) === place))
      return {
        document,
        title,
        passage,
        text,
        changed: text === null || sha256Hex(text) !== signed.get(place),
        approved,
        marks: citedWords(
          text ?? '',
          sayings.flatMap(({ sentences }) => sentences),
        ),
      }
    }),
  }
}

const placeOf = ({ document, passage }: { document: string; passage: string }): string => `${document}#${passage}`

/** The title is compared too: a change of nothing else is a change. */
const comparedBlocks = (object: Envelope): Block[] => [
  { block: 'heading', text: contentKind(object.kind).title(object.body), level: 2 },
  ...blocksOf(object),
]
