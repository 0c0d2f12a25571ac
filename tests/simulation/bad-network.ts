import type { Random } from '#core/base'

export interface Faults {
  requestsDropped: number
  repliesDropped: number
  doubled: number
  late: number
}

/**
 * A fetch over a network that loses, doubles and delays: one request in ten never arrives, one reply in seven never
 * comes back, one request in ten arrives twice, one in ten once more up to 1.5 s later, after newer ones.
 */
export function badNetwork(random: Random, origin: () => string | null) {
  const faults: Faults = { requestsDropped: 0, repliesDropped: 0, doubled: 0, late: 0 }
  let bad = true
  const pending = new Set<Promise<unknown>>()
  const quietly = (work: Promise<unknown>) => {
    const done: Promise<unknown> = work.catch(() => {}).finally(() => pending.delete(done))
    pending.add(done)
  }
  const chance = (share: number) => bad && random.next() < share

  async function fetchBadly(request: Request): Promise<Response> {
    const body = await request.text()
    const { method, headers } = request
    const send = async () => {
      const to = origin()
      if (to === null) throw new TypeError('nobody listens')
      return fetch(`${to}${new URL(request.url).pathname}`, { method, headers, body })
    }
    const sendUnread = async () => void (await (await send()).arrayBuffer())
    if (chance(0.1)) {
      faults.requestsDropped++
      throw new TypeError('request lost')
    }
    if (chance(0.1)) {
      faults.doubled++
      quietly(sendUnread())
    }
    if (chance(0.1)) {
      faults.late++
      quietly(new Promise((later) => setTimeout(later, 200 + random.next() * 1300)).then(sendUnread))
    }
    const reply = await send()
    if (chance(0.15)) {
      faults.repliesDropped++
      await reply.arrayBuffer()
      throw new TypeError('reply lost')
    }
    return reply
  }

  return {
    fetch: fetchBadly,
    faults,
    /** from now on everything arrives; resolves when what was under way has arrived */
    heal: async () => {
      bad = false
      await Promise.all(pending)
    },
  }
}
