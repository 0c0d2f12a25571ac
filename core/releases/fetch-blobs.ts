import { sha256Hex, type Transport } from '#core/base'
import type { BytesRef } from './fields.ts'
import type { ReleaseStore, StoredBlob } from './release-store.ts'
import { checkBytes } from './verify-release.ts'

/** Downloads at once: enough to hide latency, few enough for a phone. */
const AT_ONCE = 6

export interface BlobSource {
  /** bytes that fit `ref`, from the store where it holds them unharmed, else from the server */
  get(ref: BytesRef, what: string): Promise<Uint8Array>
  all(refs: readonly BytesRef[], what: string): Promise<Uint8Array[]>
  /** what had to be downloaded, to be installed with the state that needs it */
  fetched(): StoredBlob[]
}

/** Only what changed is downloaded: a blob that is held is never asked for again. */
export function createBlobSource(
  store: ReleaseStore,
  transport: Pick<Transport, 'getBytes'>,
  signal: AbortSignal | undefined,
): BlobSource {
  const downloads = new Map<string, Uint8Array>()

  async function get(ref: BytesRef, what: string): Promise<Uint8Array> {
    const held = downloads.get(ref.sha256) ?? (await store.blob(ref.sha256))
    // Storage is not trusted: bytes that rotted or were edited are fetched again.
    if (held && held.length === ref.length && sha256Hex(held) === ref.sha256) return held
    const bytes = await transport.getBytes(`/v1/objects/${ref.sha256}`, {
      // TUF endless data: the transport stops there; `checkBytes` does not rely on it.
      maxBytes: ref.length,
      ...(signal ? { signal } : {}),
    })
    checkBytes(bytes, ref, what)
    downloads.set(ref.sha256, bytes)
    return bytes
  }

  async function all(refs: readonly BytesRef[], what: string): Promise<Uint8Array[]> {
    const out: Uint8Array[] = new Array(refs.length)
    const queue = refs.entries()
    const worker = async () => {
      for (const [i, ref] of queue) out[i] = await get(ref, what)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    return out
  }

  return { get, all, fetched: () => [...downloads].map(([sha256, bytes]) => ({ sha256, bytes })) }
}
