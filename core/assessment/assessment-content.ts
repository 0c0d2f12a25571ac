import { type CompetencyIndex, createCompetencyIndex } from '#core/competencies'
import { assessment, type Envelope, item } from '#core/content'
import type { AidCard } from '../engine-api.ts'
import { type ItemParameters, initialParameters } from './ability/parameters.ts'
import type { ItemBody } from './item-type.ts'
import { type AnswerEvidence, noAnswerEvidence } from './rubric/answer-evidence.ts'
import { isFeedbackOnly } from './rubric/feedback-only.ts'

export type Blueprint = ReturnType<typeof assessment.parse>

/** What of a release the assessments need, by id. */
export interface AssessmentContent {
  blueprints: ReadonlyMap<string, Blueprint>
  items: ReadonlyMap<string, { version: number; body: ItemBody }>
  competencies: CompetencyIndex
  aids: ReadonlyMap<string, AidCard>
  parameters: ItemParameters
  /** what people said of answers to each item */
  evidence: AnswerEvidence
  /** items the machine gives feedback on and nothing else: a person scores their answers */
  feedbackOnly: ReadonlySet<string>
}

/**
 * @param objects    a release's objects, checked; other kinds are passed over
 * @param aids       the release's readable objects as shown in lists
 * @param parameters the derived entry `item-parameters`; without one the authors' estimates of these items
 * @param evidence   the derived entry `answer-evidence`
 * @throws {AppError} `bad-input`
 */
export function readAssessmentContent(
  objects: readonly Pick<Envelope, 'kind' | 'id' | 'version' | 'body'>[],
  aids: readonly AidCard[],
  parameters: ItemParameters | null,
  evidence: AnswerEvidence = noAnswerEvidence,
): AssessmentContent {
  const ofKind = (kind: string) => objects.filter((object) => object.kind === kind)
  const items = new Map(ofKind('item').map(({ id, version, body }) => [id, { version, body: item.parse(body) }]))
  return {
    blueprints: new Map(ofKind('assessment').map(({ id, body }) => [id, assessment.parse(body)])),
    items,
    competencies: createCompetencyIndex(ofKind('competency')),
    aids: new Map(aids.map((aid) => [aid.id, aid])),
    parameters: parameters ?? initialParameters(ofKind('item')),
    evidence,
    feedbackOnly: new Set(
      [...items].flatMap(([id, { body }]) =>
        isFeedbackOnly(body, evidence.items.get(id)?.agreement ?? null) ? [id] : [],
      ),
    ),
  }
}
