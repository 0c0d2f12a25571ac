import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { MyReport } from '../../core/engine-api.ts'
import { PREFIX } from '../drafts.ts'
import { useEngine } from '../use-engine.ts'
import { useSession } from './session.ts'

/** Something to look at: from the server where somebody works on content, from the own record where a report was answered. */
export interface NoticeLine {
  id: string
  title: string
  dueOn: string | null
  overdue: boolean
  to: string
  /** of an answered report: what came of it is told beside it */
  report: MyReport | null
}
interface MailState {
  possible: boolean
  address: string | null
  stopped: boolean
}

const SEEN_KEY = `${PREFIX}notices-seen`
const MOST_SEEN = 1000
const LOOK_EVERY_MS = 10 * 60_000

function readSeen(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(SEEN_KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

/** What waits for this person; which of it they have seen is known to this device alone. */
export const useNotices = defineStore('notices', () => {
  const engine = useEngine()
  const session = useSession()
  const remote = shallowRef<NoticeLine[]>([])
  const answers = shallowRef<NoticeLine[]>([])
  const mail = shallowRef<MailState | null>(null)
  const reached = ref(false)
  const seen = ref<ReadonlySet<string>>(new Set(readSeen()))
  const all = computed(() => [...answers.value, ...remote.value])
  const fresh = computed(() => all.value.filter(({ id }) => !seen.value.has(id)).length)

  async function readAnswers() {
    const reports = session.me ? await engine.reports() : []
    const titled = new Map<string, NoticeLine>()
    for (const report of reports) {
      if (!report.answer || titled.has(report.answer.id)) continue
      const title = report.title ?? report.ref.id
      const { kind, id } = report.ref
      titled.set(report.answer.id, {
        id: `answer ${report.answer.id}`,
        title,
        dueOn: null,
        overdue: false,
        to: `/library/${kind}/${id}`,
        report,
      })
    }
    answers.value = [...titled.values()]
  }

  /** @param everybody also for who has no part in the studio: then only whether mail is wanted */
  async function ask(everybody = false) {
    if (!session.me || !(session.mayStudio || everybody)) return
    try {
      const { readNotices } = await import('./read-notices.ts')
      const board = await readNotices(engine)
      remote.value = board.notices.map(({ id, title, dueOn, overdue, to }) => ({
        id,
        title,
        dueOn,
        overdue,
        to,
        report: null,
      }))
      mail.value = board.mail
      reached.value = true
    } catch {
      // not reached: what was shown stays, and is asked for again
      reached.value = false
    }
  }

  function markSeen() {
    seen.value = new Set([...all.value.map(({ id }) => id), ...seen.value])
    try {
      localStorage.setItem(SEEN_KEY, JSON.stringify([...seen.value].slice(0, MOST_SEEN)))
    } catch {
      // they are new once more after a reload
    }
  }

  watch(
    () => session.me?.person,
    () => {
      // what another person saw here is theirs
      remote.value = []
      mail.value = null
      seen.value = new Set(readSeen())
    },
  )
  watch(
    () => [session.me?.person, session.revision],
    () => void readAnswers().catch(() => undefined),
    { immediate: true },
  )
  watch(
    () => [session.me?.person, session.online],
    () => void ask(),
    { immediate: true },
  )
  const timer = setInterval(() => void ask(), LOOK_EVERY_MS)
  onScopeDispose(() => clearInterval(timer))
  return { all, fresh, seen, mail, reached, ask, readAnswers, markSeen }
})
