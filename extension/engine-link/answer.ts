import { AppError } from '#core/base'

/** Faults cross as values: a thrown error would lose its code on the way. */
export type EngineAnswer = { ok: true; value: unknown } | { ok: false; code: string; message: string }

export async function answerOf(work: () => unknown): Promise<EngineAnswer> {
  try {
    return { ok: true, value: (await work()) ?? null }
  } catch (error) {
    if (error instanceof AppError) return { ok: false, code: error.code, message: error.message }
    return { ok: false, code: 'unknown', message: `Something unexpected happened: ${String(error)}` }
  }
}

/** @throws {AppError} the fault that was sent */
export function takeAnswer(answer: EngineAnswer): unknown {
  if (answer.ok) return answer.value
  throw new AppError(answer.code, answer.message)
}
