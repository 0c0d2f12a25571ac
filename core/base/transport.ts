import { AppError } from './app-error.ts'

/** The way to the organisation's server. Paths begin with `/v1/`; the adapter adds origin, credential, time limit and size cap. */
export interface Transport {
  /**
   * @throws {AppError} `offline` when nothing answered in time or what answered was not our server (captive portal);
   * otherwise the server's own code (`not-found`, `unauthorised`, ...)
   */
  getBytes(path: string, options: { maxBytes: number; signal?: AbortSignal }): Promise<Uint8Array>
  getJson(path: string, options?: { signal?: AbortSignal }): Promise<unknown>
  postJson(path: string, body: unknown, options?: { signal?: AbortSignal }): Promise<unknown>
  deleteJson(path: string, options?: { signal?: AbortSignal }): Promise<unknown>
}

/** @returns how long the server asked to be left alone, in ms, or null */
export function retryAfterMs(error: unknown): number | null {
  const cause = error instanceof AppError ? error.cause : undefined
  if (typeof cause !== 'object' || cause === null || !('retryAfterMs' in cause)) return null
  return typeof cause.retryAfterMs === 'number' ? cause.retryAfterMs : null
}
