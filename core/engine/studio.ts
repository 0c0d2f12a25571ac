import { AppError, type Transport } from '#core/base'
import type { Studio } from './studio-api.ts'

/** A URL reads `%2e%2e` as `..` and leaves tabs out: a path must not lead elsewhere in any writing. */
export function createStudio(mine: () => Promise<{ transport: Transport }>): Studio {
  return {
    async studio({ method, path, body }) {
      if (!/^\/v1\/studio\/[^\\\s]*$/.test(path) || /\.\.|^[^?]*%2e/i.test(path))
        throw new AppError('bad-input', `The studio asks only under /v1/studio/, not ${path}`)
      const { transport } = await mine()
      if (method === 'POST') return transport.postJson(path, body ?? {})
      return method === 'GET' ? transport.getJson(path) : transport.deleteJson(path)
    },
  }
}
