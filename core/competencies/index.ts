export { FrameworkChange, planChange } from './change-framework.ts'
export { checkCompetency, checkParts, type PartFault } from './check-parts.ts'
export { checkRenames } from './check-renames.ts'
export { checkStatement } from './check-statement.ts'
export { type CompetencyBody, type CompetencyIndex, createCompetencyIndex } from './competency-index.ts'
export { documentDomains, domainsOf } from './domains.ts'
export type { Framework } from './framework.ts'
export { frameworkCsv, readFrameworkCsv } from './framework-csv.ts'
export { frameworkJson, readFrameworkJson } from './framework-json.ts'
export {
  ChangePreview,
  FrameworkHistory,
  FrameworkImport,
  FrameworkKind,
  FrameworkView,
  Remap,
  Remaps,
  StudioTask,
} from './framework-view.ts'
export {
  Gap,
  type GapDecision,
  GapDraft,
  GapId,
  impacts,
} from './gap.ts'
export { activateGap, MOST_ACTIVE_GAPS, missingToActivate } from './gap-activation.ts'
export { gapBaseline } from './gap-baseline.ts'
export { evidenceColumns, GapEvidence, readGapEvidence } from './gap-evidence.ts'
export { rankGaps, saidShare } from './gap-rank.ts'
export {
  type GapReading,
  type GapReadings,
  gapSources,
  isOldReading,
  judgeValue,
  sourcesDisagree,
} from './gap-reading.ts'
export { type GapSum, sumReadings } from './gap-sums.ts'
export { CasesOnMe, EvidenceReport, GapBoard, GapCase, GapPersons, GapReport, GapRow } from './gap-view.ts'
export { confirmProfile, type ProfileReview, profileReview } from './profile-review.ts'
export { bindTo } from './remap-object.ts'
export { isStaleProfile, type RoleProfileBody } from './role-profile-age.ts'
