import { AppError } from '#core/base'

const refused = new Set(['refused', 'forbidden', 'conflict', 'release-refused', 'not-approved'])
const busy = new Set(['busy', 'folder-locked', 'port-taken'])

/** Exit codes of CONTRACTS: 0 done, 1 refused by a rule, 2 bad usage or input, 3 busy; 70 for a fault of ours. */
export function exitCode(error: unknown): number {
  if (error instanceof AppError) return refused.has(error.code) ? 1 : busy.has(error.code) ? 3 : 2
  if (error instanceof Error && error.name === 'CLIError') return 2
  return 70
}
