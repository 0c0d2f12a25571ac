import { Worker } from 'node:worker_threads'

/** How often the process is weighed, ms: a bomb fills 100 MiB in about as long. */
const EVERY_MS = 50

/**
 * Kills this process once it is larger than `limitMb`. It weighs from a thread of its own, since the main one is busy just then. V8's
 * own limit does not count what is unpacked into buffers.
 */
export function guardMemory(limitMb: number): void {
  const guard = `
    const limit = ${limitMb} * 1024 * 1024
    setInterval(() => {
      if (process.memoryUsage.rss() > limit) process.kill(process.pid, 'SIGKILL')
    }, ${EVERY_MS})`
  new Worker(guard, { eval: true, stdin: false }).unref()
}
