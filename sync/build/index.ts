import { fileURLToPath } from 'node:url'
import { AppError } from '#core/base'
import { build } from './build.ts'
import { buildSteps, firefox } from './steps.ts'

/** `npm run build [-- --firefox]` */
const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
const steps = process.argv.includes('--firefox') ? [...buildSteps, firefox] : buildSteps
try {
  await build({ root, steps, nowMs: () => performance.now(), log: (line) => console.log(line) })
} catch (error) {
  console.error(error instanceof AppError ? error.message : error)
  process.exitCode = 1
}
