import {
  type DraftPreview,
  type DraftReply,
  type DraftRequest,
  draftBody,
  extractOutline,
  modelParts,
  type Outline,
  readAnswer,
  readGround,
  requestBody,
  shapeOf,
} from '#core/authoring'
import { AppError, newId } from '#core/base'
import type { Block, KeptBrief } from '#core/content'
import type { Organisation } from '../organisation.ts'
import { briefDomains, usableBrief } from './briefs.ts'
import { draftBlueprint } from './draft-blueprint.ts'
import { type DraftSources, draftSources, subCompetenciesOf } from './draft-sources.ts'
import type { ModelEndpoint } from './model-endpoint.ts'
import { requireReady } from './readiness.ts'
import { requireReviewTime } from './review-load.ts'

export interface DraftOrder {
  brief: string
  with: 'extraction' | 'model'
  /** of item */
  type?: string | undefined
}

/** Requests to the model at one time. */
const AT_ONCE = 3
/** A finished draft is kept so long for who ordered it, ms. */
const KEPT_MS = 15 * 60_000

/** Drafts of one server: those of a model are made while their author waits, and kept in memory only. */
export function createDrafts(org: Organisation) {
  const running = new Map<string, { person: string; startedMs: number; reply: DraftReply }>()

  /**
   * @throws {AppError} `not-found`, `refused`, `bad-input`, `blocked` (the brief), `no-review-time`; with a model also `not-ready`
   *   and `no-model`
   */
  async function order(person: string, wanted: DraftOrder): Promise<DraftReply> {
    const brief = await usableBrief(org.db, wanted.brief)
    await requireReviewTime(org, await briefDomains(org.db, brief))
    if (brief.format === 'assessment') return made(await draftBlueprint(org.db, brief))
    const sources = await draftSources(org.db, brief, org.nowMs())
    const request = await requestOf(brief, sources, wanted.type)
    if (wanted.with === 'extraction' || brief.format === 'item') {
      await org.audit(person, 'draft-extracted', `${brief.id} ${sources.passages.length}`)
      const draft = draftBody(request)
      const alone = wanted.with === 'model' ? ['Items are drafted from passages alone; no model was asked.'] : []
      return made({ ...draft, warnings: [...alone, ...unsignedWarning(sources), ...draft.warnings] })
    }
    return askModel(person, brief, sources, request)
  }

  async function askModel(person: string, brief: KeptBrief, sources: DraftSources, request: DraftRequest) {
    const model = await usableModel(org)
    needSigned(sources)
    sweep()
    if ([...running.values()].some((one) => one.person === person && one.reply.state === 'making'))
      throw new AppError('busy', 'A draft of yours is being made; wait for it.')
    const { parts, outline } = partsOf(brief, request)
    await org.audit(person, 'draft-asked', `${brief.id} ${plainName(model.name)} ${sources.passages.length}`)
    const id = newId(org)
    const job = {
      person,
      startedMs: org.nowMs(),
      reply: { state: 'making', id, done: 0, of: parts.length } as DraftReply,
    }
    running.set(id, job)
    const tell = (done: number) => {
      job.reply = { state: 'making', id, done, of: parts.length }
    }
    void ask(model, brief, parts, outline, request.at, tell).then(
      (outline) => {
        const draft = draftBody(request, outline)
        job.reply = made(draft)
      },
      () => {
        const draft = draftBody(request)
        job.reply = made({
          ...draft,
          warnings: ['The model could not be asked; this is what the passages say.', ...draft.warnings],
        })
      },
    )
    return job.reply
  }

  /** @throws {AppError} `not-found` for another person's, or one that is no longer kept */
  function read(person: string, id: string): DraftReply {
    sweep()
    const job = running.get(id)
    if (job?.person !== person) throw new AppError('not-found', 'This draft is no longer kept; ask for it again.')
    return job.reply
  }

  function sweep() {
    for (const [id, { startedMs }] of running) if (org.nowMs() - startedMs > KEPT_MS) running.delete(id)
  }

  async function requestOf(brief: KeptBrief, sources: DraftSources, type?: string): Promise<DraftRequest> {
    const subCompetencies = await subCompetenciesOf(org.db, brief)
    const at = new Date(org.nowMs()).toISOString()
    return { brief, passages: sources.passages, reviewBy: sources.reviewBy, subCompetencies, at, type }
  }

  /** What would leave for a brief, word for word, and whether it may. */
  async function preview(id: string): Promise<DraftPreview> {
    const model = org.openModel()
    if (!model) return { model: null, whyNot: NO_MODEL, requests: [] }
    const brief = await usableBrief(org.db, id)
    const sources = await draftSources(org.db, brief, org.nowMs())
    const about = { name: model.name, origin: model.origin }
    if (brief.format === 'item' || brief.format === 'assessment')
      return { model: about, whyNot: 'This format is made without a model: nothing leaves.', requests: [] }
    const { parts } = partsOf(brief, await requestOf(brief, sources))
    return {
      model: about,
      whyNot: await whyNotNow(org, brief, sources),
      requests: parts.map((part) => ({
        part: part.label,
        passages: part.passages.length,
        body: requestBody(model.name, brief, part),
      })),
    }
  }

  return { order, read, preview }
}

const NO_MODEL = 'No model is configured on the server. Drafts are made from passages; everything else works too.'
const made = (draft: {
  kind: string
  body: Record<string, unknown>
  parts: number
  warnings: string[]
}): DraftReply => ({
  state: 'made',
  ...draft,
})

function partsOf(brief: KeptBrief, request: DraftRequest) {
  const outline = extractOutline(request)
  return { outline, parts: modelParts(shapeOf(brief.format), outline.parts, request.passages) }
}

/** Asks part by part. One that fails stays as it was extracted, and says why; the others are not lost. */
async function ask(
  model: ModelEndpoint,
  brief: KeptBrief,
  parts: ReturnType<typeof modelParts>,
  outline: Outline,
  at: string,
  tell: (done: number) => void,
): Promise<Outline> {
  let done = 0
  const answers: { parts: Outline['parts']; warnings: string[] }[] = parts.map(() => ({ parts: [], warnings: [] }))
  const next = parts.map((part, place) => ({ part, place }))
  const work = async () => {
    for (let one = next.shift(); one; one = next.shift()) {
      const { part, place } = one
      try {
        const grounds = part.passages.map((passage) => readGround({ ...passage, links: linksIn(passage.blocks) }))
        const answer = readAnswer(await model.complete(requestBody(model.name, brief, part)), part, grounds)
        answers[place] = {
          parts: [{ ...answer.part, made: { by: model.name, at, brief: brief.id } }],
          warnings: answer.left.map(({ sentence, why }) => `Left out of “${part.label}”: “${sentence}” ${why}.`),
        }
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        const extracted = outline.parts.filter(
          ({ label, passage }) => label === part.label && part.passages.includes(passage),
        )
        const instead = extracted.length > 0 ? ' What the passage says stands there instead.' : ''
        answers[place] = { parts: extracted, warnings: [`“${part.label}”: ${error.message}${instead}`] }
      }
      tell(++done)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return {
    ...outline,
    parts: answers.flatMap((answer) => answer.parts),
    warnings: [...outline.warnings, ...answers.flatMap((answer) => answer.warnings)],
  }
}

const linksIn = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => (block.block === 'link' ? [block.href] : []))

/** @throws {AppError} `no-model`, `not-ready` */
async function usableModel(org: Organisation): Promise<ModelEndpoint> {
  const model = org.openModel()
  if (!model) throw new AppError('no-model', NO_MODEL)
  await requireReady(org, 'model-drafting')
  return model
}

/** Nothing leaves the organisation that two people have not signed. @throws {AppError} `not-approved` */
function needSigned({ unsigned }: DraftSources): void {
  if (unsigned.length > 0)
    throw new AppError(
      'not-approved',
      `A model is only given what an SME and L&D have signed. Not signed yet: ${unsigned.join(', ')}.`,
    )
}

async function whyNotNow(org: Organisation, brief: KeptBrief, sources: DraftSources): Promise<string | null> {
  try {
    await usableModel(org)
    needSigned(sources)
    await requireReviewTime(org, await briefDomains(org.db, brief))
    return null
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
}

const unsignedWarning = ({ unsigned }: DraftSources): string[] =>
  unsigned.length > 0 ? [`An SME and L&D have still to sign ${unsigned.join(', ')}; the release waits for it.`] : []

/** Audit lines are ids and codes. */
const plainName = (name: string): string => name.replace(/[^\w./:-]+/g, '_').slice(0, 80)
