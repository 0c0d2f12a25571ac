import * as v from 'valibot'
import { AppError, parseJson } from '#core/base'
import type { ModelSettings } from '../model-settings.ts'

/** A model that answers one question at a time with JSON. */
export interface ModelEndpoint {
  readonly name: string
  /** where it is, as an author is told */
  readonly origin: string
  /**
   * @param body what `requestBody` made: exactly these bytes leave
   * @returns the text of the answer
   * @throws {AppError} `model-failed`: one sentence on what went wrong
   */
  complete(body: string, signal?: AbortSignal): Promise<string>
}

/** A part that takes longer is given up. */
const TIMEOUT_MS = 45_000
/** Far above any part; more is not read. */
const MAX_REPLY_BYTES = 256 * 1024

const Reply = v.object({
  choices: v.pipe(
    v.array(
      v.object({
        finish_reason: v.optional(v.nullable(v.string())),
        message: v.object({ content: v.nullable(v.string()) }),
      }),
    ),
    v.minLength(1),
  ),
})

/** Any endpoint that speaks the chat completions of OpenAI. It is asked at its one address; a redirect is refused. */
export function createModelEndpoint(
  { url, name, key }: ModelSettings,
  { timeoutMs = TIMEOUT_MS }: { timeoutMs?: number } = {},
): ModelEndpoint {
  const address = `${url.href.replace(/\/$/, '')}/chat/completions`
  return {
    name,
    origin: url.origin,
    async complete(body, signal) {
      const limit = AbortSignal.timeout(timeoutMs)
      try {
        const reply = await fetch(address, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
          body,
          redirect: 'manual',
          signal: signal ? AbortSignal.any([limit, signal]) : limit,
        })
        if (reply.status !== 200) {
          await reply.body?.cancel()
          throw failed(saidStatus(reply.status))
        }
        return contentOf(await readLimited(reply))
      } catch (error) {
        if (error instanceof AppError) throw error
        if (limit.aborted) throw failed(`The model did not answer within ${timeoutMs / 1000} seconds.`)
        // what the runtime says may name addresses; the author is told what matters
        throw failed('The model could not be reached, or broke off.')
      }
    },
  }
}

const failed = (sentence: string): AppError => new AppError('model-failed', sentence)

function saidStatus(status: number): string {
  if (status >= 300 && status < 400) return 'The model’s address leads elsewhere, which is refused.'
  if (status === 401 || status === 403) return 'The model refused the key; ask your administrator.'
  if (status === 429) return 'The model is asked too often just now; try again in a while.'
  return `The model answered with an error (${status}).`
}

async function readLimited(reply: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of (reply.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.length
    if (bytes > MAX_REPLY_BYTES) throw failed('The model’s answer is far too long.')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function contentOf(text: string): string {
  let reply: v.InferOutput<typeof Reply>
  try {
    reply = parseJson(Reply, text, 'reply')
  } catch (cause) {
    throw new AppError('model-failed', 'The model’s answer could not be read.', cause)
  }
  const [choice] = reply.choices
  if (choice?.finish_reason === 'length') throw failed('The model’s answer breaks off in the middle.')
  if (choice?.finish_reason === 'content_filter') throw failed('The model’s provider held the answer back.')
  if (!choice?.message.content) throw failed('The model gave no text.')
  return choice.message.content
}
