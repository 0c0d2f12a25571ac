import { AppError } from '#core/base'
import type { ReleaseStore, TrustedState } from '#core/releases'

export function createMemoryReleaseStore(): ReleaseStore {
  let stored: TrustedState | null = null
  const blobs = new Map<string, Uint8Array>()
  return {
    load: async () => stored,
    install: async (state, added, keep) => {
      if (state.revision !== (stored?.revision ?? 0) + 1)
        throw new AppError('conflict', 'The release was updated elsewhere in the meantime; look again.')
      for (const { sha256, bytes } of added) blobs.set(sha256, bytes.slice())
      for (const sha256 of blobs.keys()) if (!keep.has(sha256)) blobs.delete(sha256)
      stored = structuredClone(state)
    },
    blob: async (sha256) => blobs.get(sha256)?.slice() ?? null,
    blobs: async (sha256s) => sha256s.map((sha256) => blobs.get(sha256)?.slice() ?? null),
    clear: async () => {
      stored = null
      blobs.clear()
    },
  }
}
