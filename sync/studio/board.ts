import type { BoardDecision, BoardEffect, BoardLine, BoardList, BoardReview } from '#core/authoring'
import { AppError, addDays, dayOf } from '#core/base'
import type { Organisation } from '../organisation.ts'
import { listPeople } from '../people.ts'
import { answerQueue } from './answers.ts'
import { boardAnswers } from './board-answers.ts'
import { boardLines } from './board-due.ts'
import { effectOf, pathEnds, standOf } from './board-effects.ts'
import { boardItems } from './board-items.ts'
import { type KeptDecision, type KeptReview, REVIEW, type ReviewBody, reviewHistory } from './board-records.ts'
import { wholeBlocks } from './board-share.ts'
import { publishedAssessments } from './gaps-readings.ts'
import { saveNext } from './records.ts'

/** A day to look again lies at most so far ahead. */
const MOST_DAYS = 366

export const boardList = async (org: Organisation): Promise<BoardList> => ({
  today: dayOf(org.nowMs()),
  reviews: await boardLines(org),
})

/** @throws {AppError} `not-found` for an assessment that is not published */
export async function boardReview(org: Organisation, assessment: string, mayDecide: boolean): Promise<BoardReview> {
  const { line, content, items, answers, history, effects } = await readBoard(org, assessment)
  const { items: read } = await answerQueue(org, null)
  const names = new Map((await listPeople(org)).map(({ id, name }) => [id, name]))
  return {
    today: dayOf(org.nowMs()),
    line,
    version: history[0]?.version ?? 0,
    items: await boardItems(content, items, answers, read),
    effects,
    history: history.map(({ version, person, on, decisions, effects: came }) => ({
      version,
      by: names.get(person) ?? person,
      on,
      decisions: decisions.map(({ decision, title }) => ({ decision, title })),
      effects: came,
    })),
    mayDecide,
  }
}

/**
 * Closes a review with what is decided; the effects of the decisions before it are kept as they stand now. Sending it twice closes one.
 *
 * @param base the newest closed review that was on the screen; 0 before the first
 * @throws {AppError} `not-found`, `bad-input` for an item the path does not have, `conflict` when somebody else closed one meanwhile
 */
export async function closeReview(
  org: Organisation,
  person: string,
  assessment: string,
  base: number,
  decisions: readonly BoardDecision[],
): Promise<{ version: number; dueOn: string }> {
  const { line, content, items, answers, ends, history, effects } = await readBoard(org, assessment)
  const today = dayOf(org.nowMs())
  const newest = history[0]
  if (newest?.version === base + 1 && newest.person === person && isSame(newest, decisions))
    return { version: newest.version, dueOn: line.dueOn }
  const kept = decisions.map((decision): KeptDecision => {
    if (decision.lookOn !== null && (decision.lookOn <= today || decision.lookOn > addDays(today, MOST_DAYS)))
      throw new AppError('bad-input', 'Look again on a day after today, within a year.')
    if (decision.about === 'path') {
      if (decision.id !== assessment) throw new AppError('bad-input', 'A decision on the path names this assessment.')
      return { decision, title: line.title, version: 0, people: wholeBlocks(ends.length) }
    }
    const item = items.includes(decision.id) ? content.items.get(decision.id) : undefined
    if (!item) throw new AppError('bad-input', `The assessment has no item "${decision.id}".`)
    const people = standOf(answers, decision.id, item.version)
    return { decision, title: item.body.title, version: item.version, people }
  })
  const body: ReviewBody = { on: today, decisions: kept, effects }
  await saveNext(org, person, { kind: REVIEW, id: assessment, base, body })
  const next = (await boardLines(org)).find((each) => each.assessment === assessment)
  return { version: base + 1, dueOn: next?.dueOn ?? line.dueOn }
}

const isSame = ({ decisions }: KeptReview, sent: readonly BoardDecision[]): boolean =>
  JSON.stringify(decisions.map(({ decision }) => decision)) === JSON.stringify(sent)

async function readBoard(org: Organisation, assessment: string) {
  const { content } = await publishedAssessments(org.db)
  const blueprint = content?.blueprints.get(assessment)
  const line = (await boardLines(org)).find((each): each is BoardLine => each.assessment === assessment)
  if (!content || !blueprint || !line) throw new AppError('not-found', 'No such assessment is published.')
  const items = blueprint.items.filter((id) => content.items.has(id))
  const history = await reviewHistory(org.db, assessment)
  const parts = new Map(items.map((id) => [id, content.items.get(id)?.body.subCompetencies[0] ?? '']))
  const answers = await boardAnswers(org.db, parts, blueprint.withAid ?? false)
  const ends = await pathEnds(org.db, assessment)
  const last = history[0]
  const effects = (last?.decisions ?? []).map(
    (kept): BoardEffect => effectOf(kept, { content, items, answers, ends, on: last?.on ?? '', title: kept.title }),
  )
  return { line, content, items, answers, ends, history, effects }
}
