import { type InjectionKey, inject } from 'vue'
import { newId } from '#core/base'
import type { Engine } from '../core/engine-api.ts'
import type { EngineClient } from './engine.ts'

export const engineKey: InjectionKey<EngineClient> = Symbol('engine')

export function useEngineClient(): EngineClient {
  const client = inject(engineKey)
  if (!client) throw new Error('The app was mounted without its engine.')
  return client
}

export const useEngine = (): Engine => useEngineClient().engine

/** The id of an intent, made where it arises: trying again with it never records twice. */
export const freshId = (): string =>
  newId({ nowMs: Date.now, randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) })
