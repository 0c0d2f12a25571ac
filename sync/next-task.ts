/** Lets whatever waits have its turn: long work in this process calls it every few ms. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
