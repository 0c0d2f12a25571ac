import { AppError, parse } from '#core/base'
import { answerOf, type EngineAnswer } from './answer.ts'
import { engineCalls, isEngineCall, type LinkedEngine } from './calls.ts'

/** The other end of `createEngineClient`: one call, checked against the table. */
export function serveEngine(
  engine: LinkedEngine,
): (call: { method: string; args: unknown[] }) => Promise<EngineAnswer> {
  return ({ method, args }) =>
    answerOf(() => {
      if (!isEngineCall(method)) throw new AppError('bad-input', `There is no engine call "${method}".`)
      const checked = parse(engineCalls[method], args, `call "${method}"`)
      return (engine[method] as (...args: unknown[]) => unknown)(...checked)
    })
}
