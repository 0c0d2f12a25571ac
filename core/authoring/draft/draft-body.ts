import { AppError } from '#core/base'
import { type BriefFormat, EXTRACTION, type KeptBrief, type Made, type PassageRef } from '#core/content'
import { itemStem } from './draft-item.ts'
import { faqOf, type OutlinePart, outlineOf, type Shape } from './outline.ts'
import type { DraftPassage } from './section.ts'

export interface DraftRequest {
  brief: KeptBrief
  /** of its sources, in their documents' order */
  passages: readonly DraftPassage[]
  /** of the brief's competency; the item's own are chosen from them */
  subCompetencies: readonly string[]
  /** the day the first of its documents is looked at again */
  reviewBy: string
  /** ISO moment */
  at: string
  /** of item, where its author chose one */
  type?: string | undefined
}

export interface Draft {
  kind: string
  body: Record<string, unknown>
  parts: number
  warnings: string[]
}

/**
 * A first draft without any model: what the passages of a brief say, sorted into its format. Every part is the passage's own
 * words and cites it. What no passage gives is left for its author, and said.
 *
 * @param outline parts made otherwise, in the same order, instead of the extracted ones
 */
export function draftBody(request: DraftRequest, outline: Outline = extractOutline(request)): Draft {
  const { brief } = request
  const base = {
    title: outline.title,
    task: cutAt(brief.context, 240),
    roles: [brief.role],
    competencies: [brief.competency],
    reviewBy: request.reviewBy,
    brief,
  }
  const done = (kind: string, body: Record<string, unknown>, parts: number): Draft => ({
    kind,
    body,
    parts,
    warnings: [...(parts === 0 ? [NOTHING_FOUND] : []), ...outline.warnings],
  })
  const part = (one: MadePart) => ({
    blocks: one.blocks,
    sources: [one.passage, ...(one.also ?? [])].map(sourceOf),
    made: one.made,
  })
  switch (brief.format) {
    case 'process-guide': {
      const steps = outline.parts.flatMap((one) =>
        one.blocks
          .flatMap((block) => (block.block === 'steps' ? block.items : []))
          .map((text, at) => ({
            text,
            ...(one.details[at] ? { detail: one.details[at] } : {}),
            sources: [one.passage, ...(one.also ?? [])].map(sourceOf),
            made: one.made,
          })),
      )
      return done('process-guide', { ...base, steps }, steps.length)
    }
    case 'onboarding-module': {
      const [reference] = outline.reference
      const [walkthrough] = outline.walkthrough
      return done(
        'onboarding-module',
        {
          ...base,
          faq: outline.parts.map((one) => ({ question: one.label, answer: part(one) })),
          ...(reference ? { quickReference: part(reference) } : {}),
          ...(walkthrough ? { walkthrough: part(walkthrough) } : {}),
        },
        outline.parts.length + (reference ? 1 : 0) + (walkthrough ? 1 : 0),
      )
    }
    case 'item': {
      const stem = itemStem(brief, request.passages, request.type)
      const body = {
        title: outline.title,
        type: stem?.type ?? request.type ?? 'scenario',
        competency: brief.competency,
        subCompetencies: request.subCompetencies.slice(0, 1),
        aids: [],
        sources: (stem?.passages ?? request.passages.slice(0, 1)).map(sourceOf),
        task: stem?.task ?? { difficulty: 'typical', situation: [brief.context], ask: '' },
        ...(stem ? { made: madeBy(EXTRACTION, request) } : {}),
        brief,
      }
      return { kind: 'item', body, parts: stem ? 1 : 0, warnings: stem?.warnings ?? [NOTHING_FOUND] }
    }
    case 'assessment':
      throw new AppError('bad-input', 'A blueprint is composed of items that are there, not drafted from passages.')
    default: {
      const parts = outline.parts.map((one, at) => ({
        ...part(one),
        blocks: isHeaded(outline.parts, at)
          ? [{ block: 'heading', text: one.label, level: 3 }, ...one.blocks]
          : one.blocks,
      }))
      return done('job-aid', { ...base, format: brief.format, mustBeFresh: false, parts }, parts.length)
    }
  }
}

export interface MadePart extends OutlinePart {
  made: Made
}
export interface Outline {
  title: string
  parts: MadePart[]
  reference: MadePart[]
  walkthrough: MadePart[]
  warnings: string[]
}

const NOTHING_FOUND =
  'The passages hold nothing of this shape. Choose other passages or another format, or write it from here; the sources stay beside it.'

/** What is extracted for a brief, before it becomes a body. */
export function extractOutline(request: Pick<DraftRequest, 'brief' | 'passages' | 'at'>): Outline {
  const { brief, passages } = request
  const made = (parts: OutlinePart[]): MadePart[] =>
    parts.map((part) => ({ ...part, made: madeBy(EXTRACTION, request) }))
  const empty = { reference: [], walkthrough: [], warnings: [] }
  if (brief.format === 'onboarding-module') {
    const faq = faqOf(brief, passages).map(({ question, part }) => ({ ...part, label: question }))
    return {
      title: titleOf(brief, faq),
      parts: made(faq),
      reference: made(outlineOf(brief, passages, 'reference', 1).slice(0, 1)),
      walkthrough: made(outlineOf(brief, passages, 'steps', 1).slice(0, 1)),
      warnings: faq.length > 0 ? ['Questions were made of headings: put them as people ask them.'] : [],
    }
  }
  const mostWords = brief.format === 'process-guide' ? 500 : undefined
  const shape = shapeOf(brief.format)
  const parts = outlineOf(brief, passages, shape, mostWords)
  if (parts.length > 0) return { ...empty, title: titleOf(brief, parts), parts: made(parts) }
  const [instead, warning] = otherwise[shape] ?? []
  const others = instead ? outlineOf(brief, passages, instead, mostWords).map(asShape(shape)) : []
  const warnings = others.length > 0 && warning ? [warning] : []
  return { ...empty, title: titleOf(brief, others), parts: made(others), warnings }
}

/** What is taken where the passages hold nothing of a shape, and what its author is told. */
const otherwise: Partial<Record<Shape, [Shape, string]>> = {
  steps: ['checklist', 'No passage gives steps in order; these are the instructions found in them. Put them in order.'],
  reference: ['answer', 'No passage holds a table or a list; this is what they say first.'],
  script: ['answer', 'No passage quotes what to say; this is what there is to tell.'],
}
/** The same lines as steps; any other shape is shown as it was found. */
const asShape =
  (shape: Shape) =>
  (part: OutlinePart): OutlinePart => ({
    ...part,
    blocks: part.blocks.map((block) =>
      shape === 'steps' && block.block === 'checklist' ? { block: 'steps', items: block.items } : block,
    ),
  })

export const shapeOf = (format: BriefFormat): Shape =>
  format === 'onboarding-module'
    ? 'answer'
    : format === 'process-guide' || format === 'item' || format === 'assessment'
      ? 'steps'
      : format

/** Two parts of one section stand under one heading. */
const isHeaded = (parts: readonly OutlinePart[], at: number): boolean =>
  parts.length > 1 && parts[at]?.label !== parts[at - 1]?.label

/** The heading most of it stood under, else the document's title; its author words it. */
function titleOf({ objective }: KeptBrief, parts: readonly OutlinePart[]): string {
  const [first] = parts
  if (!first) return cutAt(objective, 120)
  const labels = new Set(parts.map(({ label }) => label))
  return cutAt(labels.size === 1 && parts.length > 0 ? first.label : first.passage.title, 120)
}

const madeBy = (by: string, { brief, at }: Pick<DraftRequest, 'brief' | 'at'>): Made => ({ by, at, brief: brief.id })
const sourceOf = ({ document, passage, sha256 }: DraftPassage): PassageRef => ({ document, passage, sha256 })

/** At a word, at most so long. */
const cutAt = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/\s+\S*$/, '')}…`
