/** A background that is ended while it answers may leave a promise that never settles, ms. */
const ANSWER_MS = 3_000

/** The background may be ended while a message is on its way; what is said is the same however often it is said. */
export async function sayAgain(say: () => Promise<void>): Promise<void> {
  for (const waitMs of [200, 1_000, 4_000]) {
    try {
      return await answered(say())
    } catch {
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
}

async function answered(said: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('no answer')), ANSWER_MS)
  })
  try {
    await Promise.race([said, late])
  } finally {
    clearTimeout(timer)
  }
}
