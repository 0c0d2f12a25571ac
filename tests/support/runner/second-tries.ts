import type { Reporter, TestCase } from 'vitest/node'

/**
 * Names every test that passed only when it was tried again. In CI a browser test has one more try, because a red run there costs
 * a day's work; that it was needed is a fault of the test or of ours, and stands above the last line of the run.
 */
export default class SecondTries implements Reporter {
  onTestCaseResult(test: TestCase): void {
    if (!test.diagnostic()?.flaky) return
    const why = test.result().errors?.[0]?.message.split('\n')[0] ?? ''
    process.stdout.write(`\nSECOND TRY ${test.module.relativeModuleId} > ${test.fullName}: ${why}\n`)
  }
}
