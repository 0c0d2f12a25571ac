import { AppError } from '#core/base'

/** Runs a check: its refusal as a value, null when it passed. Faults that are not refusals go through. */
export async function refusalOf(check: () => Promise<unknown>): Promise<AppError | null> {
  try {
    await check()
    return null
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}
