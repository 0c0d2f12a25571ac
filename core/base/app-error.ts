/** A fault with a stable code. Expected outcomes are values, never errors; this is for what should not have happened. */
export class AppError extends Error {
  override readonly name = 'AppError'
  /** kebab-case and frozen once shipped: callers and tests switch on it, people read `message` */
  readonly code: string

  /** @param message one sentence for a person: what was wrong and what to do about it */
  constructor(code: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}
