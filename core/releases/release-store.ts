import type { TrustedState } from './state.ts'

export interface StoredBlob {
  sha256: string
  bytes: Uint8Array
}

/** Where a device keeps what it trusts. */
export interface ReleaseStore {
  /** @throws {AppError} `bad-input` when what lies there is not ours: clear and enrol again */
  load(): Promise<TrustedState | null>
  /**
   * One transaction: adds blobs, drops those not in `keep`, replaces the state. All or nothing, also when space runs out.
   *
   * @throws {AppError} `conflict` unless `state.revision` is one more than what is stored (1 where nothing is);
   * `storage-full` when there is no room
   */
  install(state: TrustedState, blobs: readonly StoredBlob[], keep: ReadonlySet<string>): Promise<void>
  /** Bytes as they were put, not checked again: callers compare the hash. */
  blob(sha256: string): Promise<Uint8Array | null>
  /** The same for many at once, in order. */
  blobs(sha256s: readonly string[]): Promise<(Uint8Array | null)[]>
  clear(): Promise<void>
}
