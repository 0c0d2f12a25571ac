import { AppError, type Transport } from '#core/base'
import type { Studio } from './studio-api.ts'

export function createStudio(mine: () => Promise<{ transport: Transport }>): Studio {
  return {
    async studio({ method, path, body }) {
      if (!/^\/v1\/studio\/[^\\]*$/.test(path) || path.includes('..'))
        throw new AppError('bad-input', `The studio asks only under /v1/studio/, not ${path}`)
      const { transport } = await mine()
      if (method === 'POST') return transport.postJson(path, body ?? {})
      return method === 'GET' ? transport.getJson(path) : transport.deleteJson(path)
    },
  }
}
