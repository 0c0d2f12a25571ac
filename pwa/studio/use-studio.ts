import type { GenericSchema, InferOutput } from 'valibot'
import { parse } from '#core/base'
import { useEngine } from '../use-engine.ts'

/** The studio's requests: each reply goes through the schema of its area before a screen sees it. */
export interface StudioClient {
  get<T extends GenericSchema>(schema: T, path: string): Promise<InferOutput<T>>
  post<T extends GenericSchema>(schema: T, path: string, body?: unknown): Promise<InferOutput<T>>
  remove<T extends GenericSchema>(schema: T, path: string): Promise<InferOutput<T>>
}

/** What a screen holds is watched by Vue, and such objects cross to the worker only as copies. */
const plain = (body: unknown): unknown => (body === undefined ? undefined : JSON.parse(JSON.stringify(body)))

/** @param path what follows `/v1/studio/` */
export function useStudio(): StudioClient {
  const engine = useEngine()
  const ask = async <T extends GenericSchema>(schema: T, request: Parameters<typeof engine.studio>[0]) =>
    parse(schema, await engine.studio(request), 'reply')
  return {
    get: (schema, path) => ask(schema, { method: 'GET', path: `/v1/studio/${path}` }),
    post: (schema, path, body) => ask(schema, { method: 'POST', path: `/v1/studio/${path}`, body: plain(body) }),
    remove: (schema, path) => ask(schema, { method: 'DELETE', path: `/v1/studio/${path}` }),
  }
}
