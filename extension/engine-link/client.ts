import { type EngineAnswer, takeAnswer } from './answer.ts'
import { type EngineCall, engineCalls, type LinkedEngine } from './calls.ts'

/**
 * The engine, from any other page of the extension. Each call may wake the host and wait for it; all that is kept lies in
 * the host's IndexedDB, so a call that fails is simply made again.
 */
export function createEngineClient(call: (method: EngineCall, args: unknown[]) => Promise<EngineAnswer>): LinkedEngine {
  const method =
    (name: EngineCall) =>
    async (...args: unknown[]) =>
      takeAnswer(await call(name, args))
  const entries = Object.keys(engineCalls).map((name) => [name, method(name as EngineCall)])
  return Object.fromEntries(entries) as LinkedEngine
}
