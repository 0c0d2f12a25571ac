/** With `--json` one object on stdout; otherwise a line a figure, for people. */
export function printResult(result: Record<string, unknown>, json: boolean): void {
  if (json) {
    console.log(JSON.stringify(result))
    return
  }
  const width = Math.max(...Object.keys(result).map((key) => key.length))
  for (const [key, value] of Object.entries(result)) {
    console.log(`${key.padEnd(width)}  ${shown(value)}`)
  }
}

function shown(value: unknown): string {
  if (typeof value === 'number' && !Number.isInteger(value)) return value.toFixed(4)
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

/** Says (on stderr unless told) how far work has come, at most once a second, and nothing when it takes less. */
export function createProgress(
  what: string,
  nowMs: () => number = Date.now,
  say: (line: string) => void = console.error,
): (done: number, of: number) => void {
  let saidMs = nowMs()
  return (done, of) => {
    if (nowMs() - saidMs < 1000) return
    saidMs = nowMs()
    say(`${what}: ${done} of ${of}`)
  }
}
