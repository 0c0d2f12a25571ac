import type { Reply } from '../studio.ts'
import type { GateWorld } from './gate-world.ts'

/** One way somebody tries to get unreviewed content to a learner. */
export interface Attempt {
  name: string
  /** the reason that must be given: an attempt stopped by accident is not stopped */
  code: string
  /** does everything but look at the device; gives the last reply of the server, or null where only devices can refuse */
  run(world: GateWorld): Promise<Reply | null>
}

export type Attempts = readonly Attempt[]
