import { setPriority } from 'node:os'

/** Lower than a server's: requests go first. */
const NICE = 10

/** Lets a process have only the time that nobody else wants. */
export function lowerPriority(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, NICE)
  } catch {
    // it ended already, or this system has no priorities: it works all the same
  }
}
