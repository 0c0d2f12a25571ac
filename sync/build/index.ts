import { fileURLToPath } from 'node:url'
import { AppError } from '#core/base'
import { build } from './build.ts'
import { buildSteps, firefox } from './steps.ts'

/** `npm run build`: all there is, also the package for Firefox, which `npm start` does not need. */
const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
const steps = [...buildSteps, firefox]
try {
  await build({ root, steps, nowMs: () => performance.now(), log: (line) => console.log(line) })
} catch (error) {
  console.error(error instanceof AppError ? error.message : error)
  process.exitCode = 1
}
