import type { Hono } from 'hono'
import type { AppEnv } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { answerRoutes } from './answers.ts'
import { approvalRoutes } from './approvals.ts'
import { boardRoutes } from './board.ts'
import { briefRoutes } from './briefs.ts'
import { draftRoutes } from './drafts.ts'
import { enrolRoutes } from './enrol.ts'
import { frameworkRoutes } from './framework.ts'
import { freshnessRoutes } from './freshness.ts'
import { gapRoutes } from './gaps.ts'
import { healthRoutes } from './health.ts'
import { hoursRoutes } from './hours.ts'
import { keyRoutes } from './keys.ts'
import { lineageRoutes } from './lineage.ts'
import { noticeRoutes } from './notices.ts'
import { objectRoutes } from './objects.ts'
import { objectStudioRoutes } from './objects-studio.ts'
import { pairRoutes } from './pairs.ts'
import { peopleRoutes } from './people.ts'
import { placingRoutes } from './placing.ts'
import { readinessRoutes } from './readiness.ts'
import { releaseRoutes } from './releases.ts'
import { releaseStudioRoutes } from './releases-studio.ts'
import { reportRoutes } from './reports.ts'
import { reviewRoutes } from './reviews.ts'
import { searchQualityRoutes } from './search-quality.ts'
import { sourceRoutes } from './sources.ts'
import { studioRoutes } from './studio.ts'
import { summaryRoutes } from './summary.ts'
import { syncRoutes } from './sync.ts'
import { tagRoutes } from './tags.ts'
import { timeRoutes } from './time.ts'
import { trustRoutes } from './trust.ts'

/** Every part of the API, one line each. A module is a function from the organisation to routes with full paths. */
export type Routes = (org: Organisation) => readonly Hono<AppEnv>[]
export const routes: Routes = (org) => [
  healthRoutes(org),
  enrolRoutes(org),
  peopleRoutes(org),
  syncRoutes(org),
  trustRoutes(org),
  timeRoutes(org),
  releaseRoutes(org),
  objectRoutes(org),
  approvalRoutes(org),
  keyRoutes(org),
  studioRoutes(org),
  reviewRoutes(org),
  objectStudioRoutes(org),
  summaryRoutes(org),
  releaseStudioRoutes(org),
  sourceRoutes(org),
  searchQualityRoutes(org),
  placingRoutes(org),
  frameworkRoutes(org),
  lineageRoutes(org),
  freshnessRoutes(org),
  tagRoutes(org),
  gapRoutes(org),
  readinessRoutes(org),
  pairRoutes(org),
  briefRoutes(org),
  draftRoutes(org),
  hoursRoutes(org),
  reportRoutes(org),
  answerRoutes(org),
  boardRoutes(org),
  noticeRoutes(org),
]
