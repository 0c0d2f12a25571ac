import type { Kysely } from 'kysely'
import { withProducing } from '#core/assessment'
import { assessment, item, jobAid, type KeptBrief } from '#core/content'
import type { Schema } from '../database.ts'
import { subCompetenciesOf } from './draft-sources.ts'
import { latestObjects } from './stored-objects.ts'

/** A blueprint from the items and aids that are there, four in five of which ask to produce something; where to stop and what counts as able are starting points. */
export async function draftBlueprint(db: Kysely<Schema>, brief: KeptBrief) {
  const subs = await subCompetenciesOf(db, brief)
  const serves = (competencies: readonly string[]) =>
    competencies.some((id) => id === brief.competency || subs.includes(id))
  const serving = (await latestObjects(db, item.kind)).filter(({ envelope }) =>
    serves(item.competencies(envelope.body)),
  )
  const { kept: items, left } = withProducing(serving.map(({ id, envelope }) => ({ id, body: envelope.body })))
  const aids = (await latestObjects(db, jobAid.kind)).filter(({ envelope }) =>
    serves(jobAid.competencies(envelope.body)),
  )
  const remedial = subs.flatMap((sub) => {
    const aid = aids.find(({ envelope }) => jobAid.competencies(envelope.body).includes(sub))
    return aid ? [{ subCompetency: sub, aid: aid.id }] : []
  })
  return {
    kind: assessment.kind,
    body: {
      title: brief.objective.slice(0, 120),
      competency: brief.competency,
      roles: [brief.role],
      items: items.map(({ id }) => id),
      cut: 0,
      stop: {
        minItems: Math.max(1, Math.min(3, items.length)),
        maxItems: Math.max(1, Math.min(8, items.length)),
        standardError: 0.5,
        certainty: 0.9,
      },
      remedial,
      brief,
    },
    parts: items.length,
    warnings: [
      ...(left.length > 0
        ? [
            `Four in five items have to ask to produce or do something, so these were left out: ${left.map(({ id }) => id).join(', ')}.`,
          ]
        : []),
      ...(items.length < 2 ? ['There are fewer than two items on this competency; write items first.'] : []),
      ...subs
        .filter((sub) => !remedial.some((row) => row.subCompetency === sub))
        .map((sub) => `No aid serves ${sub} yet; a miss on it needs one.`),
    ],
  }
}
