import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumArgs, findChromium } from './tests/support/chromium.ts'
import { ownWorld } from './tests/support/runner/own-world.ts'

const node = (name: string, include: string[], more = {}) => ({
  test: { name, include, environment: 'node' as const, testTimeout: 30_000, hookTimeout: 60_000, ...more },
})

const alone = ownWorld.map((path) => (path.endsWith('/') ? `${path}**/*.test.ts` : path))
/** See tests/support/runner/second-tries.ts: at a desk the first failure is the answer. */
const retry = process.env.CI === 'true' ? 1 : 0

export default defineConfig({
  test: {
    projects: [
      node('unit', ['tests/{unit,contract,property,golden,architecture}/**/*.test.ts'], {
        maxWorkers: 2,
        isolate: false,
        exclude: alone,
      }),
      node('unit-own-world', alone, { maxWorkers: 2 }),
      node('simulation', ['tests/simulation/**/*.test.ts'], { testTimeout: 180_000 }),
      node('e2e', ['tests/e2e/**/*.test.ts'], {
        retry,
        testTimeout: 120_000,
        hookTimeout: 180_000,
        // what a second is enough for on a quiet machine
        expect: { poll: { timeout: 10_000 } },
        maxWorkers: 2,
        globalSetup: 'tests/support/demo-folder.ts',
      }),
      {
        plugins: [vue(), tailwindcss()],
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          retry,
          testTimeout: 30_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: findChromium() ?? '', args: chromiumArgs } }),
            instances: [{ browser: 'chromium' as const }],
          },
        },
      },
    ],
  },
})
