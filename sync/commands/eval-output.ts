/** With `--json` one object on stdout; otherwise a line a figure, for people. */
export function printResult(result: Record<string, unknown>, json: boolean): void {
  if (json) {
    console.log(JSON.stringify(result))
    return
  }
  const width = Math.max(...Object.keys(result).map((key) => key.length))
  for (const [key, value] of Object.entries(result)) {
    const shown = typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(4) : String(value)
    console.log(`${key.padEnd(width)}  ${shown}`)
  }
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
