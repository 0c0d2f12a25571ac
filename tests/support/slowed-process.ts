import { Worker } from 'node:worker_threads'

const SLICE_MS = 2

/**
 * Lets a process run only every so manieth slice of 2 ms until the returned function is called: all its threads, workers
 * too, which the browser's own throttling leaves at full speed.
 */
export function slowProcess(pid: number, times: number): () => Promise<void> {
  const code = `
    const { parentPort, workerData } = require('node:worker_threads')
    const { pid, times, slice } = workerData
    const cell = new Int32Array(workerData.stop)
    while (Atomics.load(cell, 0) === 0) {
      process.kill(pid, 'SIGSTOP')
      Atomics.wait(cell, 0, 0, slice * (times - 1))
      process.kill(pid, 'SIGCONT')
      Atomics.wait(cell, 0, 0, slice)
    }
    parentPort.postMessage('done')`
  const stop = new SharedArrayBuffer(4)
  const worker = new Worker(code, { eval: true, workerData: { pid, times, slice: SLICE_MS, stop } })
  return async () => {
    const done = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    Atomics.store(new Int32Array(stop), 0, 1)
    Atomics.notify(new Int32Array(stop), 0)
    await done
    process.kill(pid, 'SIGCONT')
  }
}
