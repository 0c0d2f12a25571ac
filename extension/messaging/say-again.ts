/** The background may be ended while a message is on its way; what is said is the same however often it is said. */
export async function sayAgain(say: () => Promise<void>): Promise<void> {
  for (const waitMs of [200, 1_000, 4_000]) {
    try {
      return await say()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
}
