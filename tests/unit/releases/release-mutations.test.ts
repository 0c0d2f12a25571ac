import { expect, it } from 'vitest'
import { runMutations } from '../../support/release-attack-runs.ts'

const seed = Number(process.env.HANDRAIL_SEED ?? 20260504)
/** the same 2,000 run in Chromium each time (tests/browser/release-attacks.test.ts) */
const count = Number(process.env.HANDRAIL_MUTATIONS ?? (process.env.HANDRAIL_TORTURE === 'true' ? 2000 : 400))

it(`accepts none of ${count} mutants and the honest release every time (seed ${seed})`, {
  timeout: 120_000,
}, async () => {
  const { accepted, honestTaken, honestTried } = await runMutations(seed, count)
  console.log(`mutants ${count}, accepted ${accepted.length}; honest ${honestTaken} of ${honestTried}; seed ${seed}`)
  expect(accepted).toEqual([])
  expect(honestTaken).toBe(honestTried)
})
