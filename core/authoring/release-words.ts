import type { RecallList, ReleaseStage, RollbackList } from './release-view.ts'

/** What the app and the command line both say of releases. */
export function saidStage(stage: ReleaseStage): string {
  if (stage === null) return 'everybody'
  return stage.for === 'only' ? stage.departments.join(', ') : `everybody but ${stage.departments.join(', ')}`
}

export const rollbackStandings: Record<RollbackList[number]['standing'], string> = {
  proposed: 'waits for both signatures',
  agreed: 'both have signed; compose the release',
  stale: 'another release came between: cancel it and propose it again',
  done: 'released',
  cancelled: 'cancelled',
}

export const lastHeardWords: Record<RecallList[number]['reach']['lastHeard'][number]['heard'], string> = {
  today: 'heard of today',
  'this-week': 'this week',
  'this-month': 'this month',
  longer: 'longer ago',
  never: 'never said what they have',
}
