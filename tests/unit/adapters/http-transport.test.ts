import { describe, expect, it } from 'vitest'
import { createHttpTransport } from '#core/adapters/http'
import { retryAfterMs } from '#core/base'

const answering = (reply: Response | ((request: Request) => Response | Promise<Response>), more = {}) =>
  createHttpTransport({
    origin: 'http://server.invalid',
    credential: 'secret',
    fetch: async (request) => (typeof reply === 'function' ? reply(request) : reply.clone()),
    ...more,
  })

describe('the HTTP transport', () => {
  it('sends the credential to its own origin only, and JSON as JSON', async () => {
    let seen: Request | undefined
    const transport = answering(async (request) => {
      seen = request.clone()
      return Response.json({ ok: true })
    })
    expect(await transport.postJson('/v1/sync', { a: 1 })).toEqual({ ok: true })
    expect(seen?.url).toBe('http://server.invalid/v1/sync')
    expect(seen?.headers.get('authorization')).toBe('Bearer secret')
    expect(seen?.redirect).toBe('error')
    expect(await seen?.json()).toEqual({ a: 1 })
  })

  it('passes the server’s refusal on with its code, its sentence and when to come back', async () => {
    const body = { code: 'storage-full', message: 'No room.' }
    const transport = answering(Response.json(body, { status: 503, headers: { 'retry-after': '12' } }))
    const error = await transport.getJson('/v1/time').catch((refusal: unknown) => refusal)
    expect(error).toMatchObject(body)
    expect(retryAfterMs(error)).toBe(12_000)
  })

  it.each([
    [
      'a portal that answers 200 with a page',
      new Response('<p>Log in</p>', { headers: { 'content-type': 'text/html' } }),
    ],
    ['a proxy that fails with a page', new Response('Bad gateway', { status: 502 })],
    ['a refusal that is not ours', Response.json({ error: 'no' }, { status: 403 })],
  ])('counts %s as offline', async (_, reply) => {
    await expect(answering(reply).getJson('/v1/time')).rejects.toMatchObject({ code: 'offline' })
  })

  it('counts no answer in time as offline, also in the middle of a body', async () => {
    const silent = answering(
      (request) =>
        new Promise((_, fail) => request.signal.addEventListener('abort', () => fail(request.signal.reason))),
      { timeoutMs: 50 },
    )
    await expect(silent.getJson('/v1/time')).rejects.toMatchObject({ code: 'offline' })
    const stalls = answering(
      (request) => {
        const body = new ReadableStream({
          start: (stream) => {
            stream.enqueue(new Uint8Array(3))
            request.signal.addEventListener('abort', () => stream.error(request.signal.reason))
          },
        })
        return new Response(body)
      },
      { timeoutMs: 50 },
    )
    await expect(stalls.getBytes('/v1/objects/x', { maxBytes: 10 })).rejects.toMatchObject({ code: 'offline' })
  })

  it('stops reading an endless body at the cap', async () => {
    let sent = 0
    const endless = answering(
      () =>
        new Response(
          new ReadableStream({
            pull: (stream) => {
              sent++
              stream.enqueue(new Uint8Array(1000))
            },
          }),
        ),
    )
    await expect(endless.getBytes('/v1/objects/x', { maxBytes: 5000 })).rejects.toMatchObject({ code: 'too-large' })
    expect(sent).toBeLessThan(20)
  })

  it('gives bytes as they are, and ends at once when aborted', async () => {
    const transport = answering(new Response(Uint8Array.of(1, 2, 3)))
    expect(await transport.getBytes('/v1/objects/x', { maxBytes: 3 })).toEqual(Uint8Array.of(1, 2, 3))
    const stopped = AbortSignal.abort(new Error('told to stop'))
    const hangs = answering((request) => Promise.reject(request.signal.reason))
    await expect(hangs.getJson('/v1/time', { signal: stopped })).rejects.toThrow('told to stop')
  })
})
