import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { arch, cpus, platform } from 'node:os'
import { join } from 'node:path'
import type { Row } from './row.ts'

/**
 * `npm run bench [-- <name> [size...]]`: every module of this folder in turn, one process, nothing beside it. Times vary between
 * machines, so compare ratios within one run; the budgets are DESIGN's. With sizes, a bench that grows measures at these alone:
 * `npm run bench -- consistency 30000`. What is measured stands on stderr as it comes, and in dist/bench.json after each bench.
 */
const root = join(import.meta.dirname, '../..')
const [wanted, ...sizes] = process.argv.slice(2)
const atSizes = sizes.map(Number)
if (!atSizes.every((size) => Number.isInteger(size) && size > 0)) {
  console.error('Sizes are whole numbers above 0: npm run bench -- consistency 1000 10000')
  process.exit(2)
}
const modules = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !['run.ts', 'row.ts'].includes(file))
  // what makes shipped weights again runs by its name alone
  .filter((file) => (wanted ? file.startsWith(wanted) : !file.startsWith('fit-')))

const results: { bench: string; rows: Row[]; error?: string }[] = []
for (const file of modules) {
  const bench = file.replace(/\.ts$/, '')
  process.stderr.write(`${bench} ...\n`)
  try {
    const { bench: measure }: { bench(sizes: readonly number[]): Promise<Row[]> } = await import(`./${file}`)
    results.push({ bench, rows: await measure(atSizes) })
  } catch (error) {
    console.error(error)
    results.push({ bench, rows: [], error: String(error) })
    process.exitCode = 1
  }
  keep()
}

const columns: (keyof Row)[] = ['name', 'value', 'unit', 'budget', 'ratio']
const cells = results.flatMap(({ rows }) => rows.map((row) => columns.map((column) => show(row[column]))))
const widths = columns.map((column, i) => Math.max(column.length, ...cells.map((row) => row[i]?.length ?? 0)))
const line = (row: readonly string[]) =>
  row
    .map((cell, i) => cell.padEnd(widths[i] ?? 0))
    .join('  ')
    .trimEnd()
console.log([line(columns), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n'))
for (const { bench, error } of results) if (error) console.log(`NOT RUN: ${bench}: ${error}`)

// a browser or model worker left open must not keep the process
process.exit()

function show(value: string | number | undefined): string {
  if (typeof value !== 'number') return value ?? ''
  return Math.abs(value) >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString()
}

/** After each bench: what was measured is not lost with a later one. */
function keep(): void {
  const machine = {
    platform: platform(),
    arch: arch(),
    cpus: cpus().length,
    cpu: cpus()[0]?.model ?? '',
    node: process.version,
  }
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(join(root, 'dist/bench.json'), `${JSON.stringify({ machine, results }, null, 2)}\n`)
}
