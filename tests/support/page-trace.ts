import type { CDPSession, Page } from 'playwright-core'

/** What one navigation cost the page's main thread, in its own processor time: what other processes took does not count. */
export interface PageCost {
  /** with a script of ours running, what it made the browser do at once (style, layout) and its microtasks included */
  oursMs: number
  /** the longest run of them without a break */
  longestMs: number
  /** styles and layouts that the browser did because our script asked for something that needs them */
  forced: number
  forcedMs: number
  /** tasks over 50 ms of the page's main thread */
  longTasks: number
  /** those of them that would be shorter without our part */
  longWithUs: number
  /** all tasks of the page's main thread */
  allMs: number
}

interface TraceEvent {
  name: string
  ph: string
  ts: number
  dur?: number
  /** processor time of the thread; a throttled thread spins, so throttling counts */
  tdur?: number
  pid: number
  tid: number
  args?: {
    data?: { url?: string; processId?: number; frames?: { processId?: number }[] }
    beginData?: { stackTrace?: { url?: string }[] }
    elementCount?: number
    fileName?: string
    name?: string
  }
}

const CATEGORIES = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.stack',
  'v8',
  'toplevel',
]
const LONG_TASK_US = 50_000
/** Evaluating, compiling and calling a function: what the browser says a script's address of. */
const RUNS = new Set(['EvaluateScript', 'FunctionCall', 'v8.compile', 'v8.run'])
const FORCES = new Set(['UpdateLayoutTree', 'Layout'])

/**
 * Traces a page through navigations.
 *
 * @param origin whose scripts are ours: `chrome-extension://<id>`
 * @returns `step` runs one navigation; `stop` gives what each cost, in order
 */
export async function startPageTrace(page: Page, origin: string) {
  const session = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value) events.push(event as unknown as TraceEvent)
  })
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { recordMode: 'recordAsMuchAsPossible', includedCategories: CATEGORIES },
  })
  const steps: { fromUs: number; toUs: number }[] = []
  return {
    async step(navigate: () => Promise<void>): Promise<void> {
      const fromUs = nowUs()
      await navigate()
      steps.push({ fromUs, toUs: nowUs() })
    },
    async stop(): Promise<PageCost[]> {
      await endTrace(session)
      const mine = pageEvents(events)
      return steps.map(({ fromUs, toUs }) =>
        costOf(
          mine.filter(({ ts }) => ts >= fromUs && ts < toUs),
          origin,
        ),
      )
    },
  }
}

/** Traces and Node read the same monotonic clock. */
const nowUs = () => Number(process.hrtime.bigint() / 1000n)

async function endTrace(session: CDPSession): Promise<void> {
  const complete = new Promise<void>((done) => session.once('Tracing.tracingComplete', () => done()))
  await session.send('Tracing.end')
  await complete
  await session.detach()
}

/** Of the main threads of the processes that the traced page was in, in order of time. */
function pageEvents(events: readonly TraceEvent[]): TraceEvent[] {
  const pids = new Set<number>()
  for (const { name, args } of events) {
    if (name === 'FrameCommittedInBrowser' && args?.data?.processId !== undefined) pids.add(args.data.processId)
    if (name === 'TracingStartedInBrowser')
      for (const { processId } of args?.data?.frames ?? []) if (processId !== undefined) pids.add(processId)
  }
  const threads = new Set(
    events
      .filter(({ name, args, pid }) => name === 'thread_name' && args?.name === 'CrRendererMain' && pids.has(pid))
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  return events
    .filter(({ pid, tid, ph }) => ph === 'X' && threads.has(`${pid} ${tid}`))
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
}

interface Span {
  from: number
  to: number
  /** of that, processor time */
  busy: number
}
const spanOf = ({ ts, dur = 0, tdur = dur }: TraceEvent): Span => ({
  from: ts,
  to: ts + dur,
  busy: Math.min(tdur, dur),
})
const within = (inner: Span, outer: Span) => inner.from >= outer.from && inner.to <= outer.to
const lengthOf = (spans: readonly Span[]) => spans.reduce((sum, { busy }) => sum + busy, 0)

function costOf(events: readonly TraceEvent[], origin: string): PageCost {
  const isOurs = ({ name, args }: TraceEvent) =>
    RUNS.has(name) && (args?.data?.url ?? args?.fileName ?? '').startsWith(origin)
  const ours = events.filter(isOurs).map(spanOf)
  const others = events.filter((event) => RUNS.has(event.name) && !isOurs(event)).map(spanOf)
  const micro = events.filter(({ name }) => name === 'RunMicrotasks').map(spanOf)
  const spans = merge([...ours, ...microtasksOf(micro, ours, others)])
  const tasks = events.filter(({ name }) => name === 'RunTask' || name === 'ThreadControllerImpl::RunTask').map(spanOf)
  const outer = merge(tasks)
  const long = outer.filter(({ busy }) => busy > LONG_TASK_US)
  const forced = events.filter(
    ({ name, args }) => FORCES.has(name) && args?.beginData?.stackTrace?.some(({ url }) => url?.startsWith(origin)),
  )
  return {
    oursMs: lengthOf(spans) / 1000,
    longestMs: Math.max(0, ...spans.map(({ busy }) => busy)) / 1000,
    forced: forced.length,
    forcedMs: lengthOf(forced.map(spanOf)) / 1000,
    longTasks: long.length,
    longWithUs: long.filter((task) => task.busy - lengthOf(spans.filter((span) => within(span, task))) <= LONG_TASK_US)
      .length,
    allMs: lengthOf(outer) / 1000,
  }
}

/** A microtask is not said whose it is: those right after a callback of ours are ours, but for callbacks of others in them. */
function microtasksOf(micro: readonly Span[], ours: readonly Span[], others: readonly Span[]): Span[] {
  const AFTER_US = 200
  return micro
    .filter(({ from }) => ours.some(({ to }) => from >= to && from - to < AFTER_US))
    .flatMap((span) => {
      const gaps: Span[] = []
      let from = span.from
      for (const other of others.filter((one) => within(one, span))) {
        gaps.push(part(span, from, other.from))
        from = Math.max(from, other.to)
      }
      return [...gaps, part(span, from, span.to)].filter((gap) => gap.to > gap.from)
    })
}

/** A part of a span is as busy as the whole. */
const part = (span: Span, from: number, to: number): Span => ({
  from,
  to,
  busy: (span.busy * (to - from)) / Math.max(1, span.to - span.from),
})

/** Spans that touch or overlap become one. */
function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const span of [...spans].sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = merged.at(-1)
    if (!last || span.from > last.to + 20) merged.push({ ...span })
    else if (span.to > last.to) {
      last.busy += part(span, Math.max(span.from, last.to), span.to).busy
      last.to = span.to
    }
  }
  return merged
}
