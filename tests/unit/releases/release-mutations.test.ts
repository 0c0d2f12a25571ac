import { expect, it } from 'vitest'
import { runMutations } from '../../support/release-attack-runs.ts'

const seed = Number(process.env.HANDRAIL_SEED ?? 20260504)
const count = Number(process.env.HANDRAIL_MUTATIONS ?? 2000)

it(`accepts none of ${count} mutants and the honest release every time (seed ${seed})`, {
  timeout: 120_000,
}, async () => {
  const { accepted, honestTaken, honestTried } = await runMutations(seed, count)
  console.log(`mutants ${count}, accepted ${accepted.length}; honest ${honestTaken} of ${honestTried}; seed ${seed}`)
  expect(accepted).toEqual([])
  expect(honestTaken).toBe(honestTried)
})
