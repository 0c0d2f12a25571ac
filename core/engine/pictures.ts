import { base64url } from 'jose'
import { AppError, sha256Hex, type Transport } from '#core/base'
import { imageType, MAX_IMAGE_BYTES } from '#core/content'
import type { ReleaseStore } from '#core/releases'

export interface PicturesDeps {
  store: Pick<ReleaseStore, 'blob'>
  mine(): Promise<{ transport: Transport; roles: readonly string[] }>
}

/** Who may see a picture before it is released. */
const TEAM = ['author', 'sme', 'ld']

/** Pictures of content by their hash: from the release on this device, or, for the content team, from the server's drafts. */
export function createPictures({ store, mine }: PicturesDeps) {
  /** @returns an address an image can be drawn from (`data:`), with no request behind it; null where there is none to be had */
  async function picture(sha256: string): Promise<string | null> {
    const bytes = (await store.blob(sha256)) ?? (await drafted(sha256))
    const type = bytes && imageType(bytes)
    // storage and server are not trusted: other bytes are another picture
    if (!bytes || !type || sha256Hex(bytes) !== sha256) return null
    return `data:${type};base64,${base64Of(bytes)}`
  }

  async function drafted(sha256: string): Promise<Uint8Array | null> {
    try {
      const { transport, roles } = await mine()
      if (!roles.some((role) => TEAM.includes(role))) return null
      return await transport.getBytes(`/v1/studio/images/${sha256}`, { maxBytes: MAX_IMAGE_BYTES })
    } catch (error) {
      if (error instanceof AppError) return null
      throw error
    }
  }

  return { picture }
}

function base64Of(bytes: Uint8Array): string {
  const text = base64url.encode(bytes).replaceAll('-', '+').replaceAll('_', '/')
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=')
}
