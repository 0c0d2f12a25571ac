/** Between two looks for something new; the jitter keeps an organisation's devices from asking in step. */
const BEAT_MS = 45_000
const JITTER_MS = 10_000
/** After something was recorded: long enough to send a burst in one go. */
const SOON_MS = 1_500

export interface HeartbeatDeps {
  /** brings this device and the server together; its faults are shown by the sync state, not here */
  beat(): Promise<void>
  random(): number
}

/** Keeps a device in touch while it is awake: at a steady pace, soon after something was recorded, and when the network is back. */
export function createHeartbeat({ beat, random }: HeartbeatDeps): { start(): void; soon(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let again = false

  const plan = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(run, ms)
  }
  function run() {
    if (running) {
      again = true
      return
    }
    running = beat()
      .catch(() => undefined)
      .finally(() => {
        running = undefined
        plan(again ? SOON_MS : BEAT_MS + random() * JITTER_MS)
        again = false
      })
  }
  return {
    start: () => {
      run()
      self.addEventListener('online', run)
    },
    soon: () => (running ? run() : plan(SOON_MS)),
  }
}
