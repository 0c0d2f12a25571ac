import { AppError } from '#core/base'
import { isStorageFault, storageFull } from './storage-fault.ts'

const refused = new Set([
  'refused',
  'forbidden',
  'conflict',
  'release-refused',
  'not-approved',
  'lower-recall',
  'not-ready',
  'no-brief',
  'no-model',
  'no-review-time',
  'blocked',
])
const busy = new Set(['busy', 'offline', 'stopping', 'folder-locked', 'port-taken'])

/** Exit codes of CONTRACTS: 0 done, 1 refused by a rule, 2 bad usage or input, 3 busy; 70 for a fault of ours. */
function exitCode(error: unknown): number {
  if (error instanceof AppError) return refused.has(error.code) ? 1 : busy.has(error.code) ? 3 : 2
  if (error instanceof Error && error.name === 'CLIError') return 2
  return 70
}

/** Ends a command as CONTRACTS says: one sentence on stderr, what of ours is at fault with its trace, and the exit code. */
export function endWith(error: unknown): void {
  const fault = isStorageFault(error) ? storageFull(error) : error
  if (fault instanceof AppError) console.error(fault.message)
  else if (fault instanceof Error && fault.name === 'CLIError') console.error(`${fault.message} See handrail --help.`)
  else console.error(fault)
  process.exitCode = exitCode(fault)
}
