import { type StudioSummary, startSteps } from '#core/authoring'
import { dayOf } from '#core/base'
import { MOST_ACTIVE_GAPS } from '#core/competencies'
import { competency } from '#core/content'
import { countFreshness, freshnessOf, shareInDate } from '#core/knowledge'
import { nextTask } from '../next-task.ts'
import type { Organisation } from '../organisation.ts'
import { type DocumentFacts, documentRows } from '../sources/document-rows.ts'
import { openFlags } from '../sources/flags.ts'
import { countWaitingAnswers } from './answers.ts'
import { countBoard } from './board-due.ts'
import { countBriefs } from './briefs.ts'
import { openRemaps } from './framework-remaps.ts'
import { documentsInUse } from './freshness.ts'
import { listGaps } from './gaps-board.ts'
import { countChanged } from './lineage-list.ts'
import { contentRows } from './object-list.ts'
import { pairsState } from './pairs-state.ts'
import { reviewOf, standingProfiles } from './profile-standing.ts'
import { readinessStandings } from './readiness.ts'
import { reportBoard } from './reports.ts'
import { publishedStages } from './stages.ts'
import { hasArrived, startFacts } from './start-facts.ts'
import { latestObjects } from './stored-objects.ts'
import { tagBoard } from './tagging.ts'

type Line = Exclude<keyof StudioSummary, 'start'>

/** How each area stands, without what its own screen shows. One entry an area. */
const lines: {
  [line in Line]: (
    org: Organisation,
    today: string,
    documents: readonly DocumentFacts[],
  ) => Promise<StudioSummary[line]>
} = {
  framework: async ({ db }) => {
    const bodies = (await latestObjects(db, competency.kind)).map(({ envelope }) => competency.parse(envelope.body))
    return {
      competencies: bodies.filter(({ retiredOn }) => retiredOn === undefined).length,
      open: (await openRemaps(db)).length,
    }
  },
  roles: async ({ db }, today) => {
    const states = (await standingProfiles(db)).map((profile) => reviewOf(profile, today).state)
    const count = (wanted: string) => states.filter((state) => state === wanted).length
    return { all: states.length, stale: count('stale'), due: count('due') }
  },
  gaps: async ({ db }) => {
    const gaps = await listGaps(db)
    return { active: gaps.filter(({ gap }) => gap.state === 'active').length, most: MOST_ACTIVE_GAPS, all: gaps.length }
  },
  readiness: async (org) => {
    const steps = await readinessStandings(org)
    return { done: steps.filter(({ state }) => state === 'done').length, of: steps.length }
  },
  sources: async ({ db }, _today, documents) => {
    const known = new Set(documents.map(({ id }) => id))
    return {
      all: documents.length,
      incomplete: documents.filter(({ missing }) => missing.length > 0).length,
      flagged: [...(await openFlags(db)).keys()].filter((id) => known.has(id)).length,
    }
  },
  pairs: async (org) => {
    const { blocked, open, waiting } = await pairsState(org, null)
    return { blocked: blocked.length, open: open.conflict + open.modal + open.duplicate, waiting }
  },
  freshness: async ({ db }, today) => {
    const documents = await documentsInUse(db, today)
    const counts = countFreshness(documents.map(({ reviewBy }) => freshnessOf(reviewBy, today)))
    return { share: shareInDate(counts), overdue: counts.overdue }
  },
  changes: ({ db }) => countChanged(db),
  tags: async (org, _today, documents) => {
    const { ranAt, rows, untagged } = await tagBoard(org, documents)
    return { ran: ranAt !== null, proposals: rows.length, untagged }
  },
  objects: async (org) => {
    const rows = await contentRows(org)
    const count = (wanted: string) => rows.filter(({ state }) => state === wanted).length
    return { all: rows.length, writing: count('draft'), back: count('changes-requested') }
  },
  briefs: ({ db }) => countBriefs(db),
  releases: async ({ db }) => {
    const waiting = await db
      .selectFrom('release')
      .select('version')
      .where('published_ms', 'is', null)
      .executeTakeFirst()
    return { waiting: waiting?.version ?? null, last: (await publishedStages(db))[0] ?? null }
  },
  answers: async (org) => ({ waiting: await countWaitingAnswers(org) }),
  board: (org) => countBoard(org),
  reports: async (org) => {
    const { open } = await reportBoard(org, null)
    return { open: open.length, overdue: open.filter(({ overdue }) => overdue).length }
  },
}

/** What the studio's home shows: one reply instead of a whole board an area. */
export async function studioSummary(org: Organisation): Promise<StudioSummary> {
  const today = dayOf(org.nowMs())
  const documents = await documentRows(org.db)
  const said: [string, unknown][] = []
  for (const [name, line] of Object.entries(lines)) {
    said.push([name, await line(org, today, documents)])
    await nextTask()
  }
  const start = (await hasArrived(org.db)) ? [] : startSteps(await startFacts(org.db, today, documents))
  return { ...(Object.fromEntries(said) as Omit<StudioSummary, 'start'>), start }
}
