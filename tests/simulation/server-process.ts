import { exchange, exchangeWithin } from '../../sync/exchange.ts'
import { healthRoutes } from '../../sync/routes/health.ts'
import { syncRoutes } from '../../sync/routes/sync.ts'
import { startServer } from '../../sync/server.ts'

/** The real server on a folder, in a process that can be killed. Prints its address when it listens. */
const [folder = '', bug = ''] = process.argv.slice(2)

class Undone extends Error {}

/** Planted: answers from a transaction that is thrown away, and really stores a little later. */
const ackBeforeCommit: typeof exchange = async (org, learner, request) => {
  let reply: Awaited<ReturnType<typeof exchange>> | undefined
  const trial = org.db.transaction().execute(async (db) => {
    reply = await exchangeWithin(db, org.nowMs(), learner, request)
    throw new Undone()
  })
  await trial.catch((error) => {
    if (!(error instanceof Undone)) throw error
  })
  setTimeout(() => void exchange(org, learner, request), 300)
  return reply ?? exchange(org, learner, request)
}

const server = await startServer({
  folder,
  port: 0,
  static: false,
  ...(bug === 'ack-before-commit' ? { routes: (org) => [healthRoutes(org), syncRoutes(org, ackBeforeCommit)] } : {}),
})
console.log(server.origin)
