import { beforeAll, describe, expect, it } from 'vitest'
import { runAttack, runMutations } from '../support/release-attack-runs.ts'
import { attacks, createScene, type Scene } from '../support/release-attacks.ts'

describe('the same table in a real browser', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await createScene()
  })

  it.each(attacks)('$threat: $name', async (attack) => {
    expect(await runAttack(scene, attack)).toEqual({ state: 'refused', code: attack.code, kept: true })
  })

  it('accepts none of 2000 mutants and the honest release every time', { timeout: 120_000 }, async () => {
    const { accepted, honestTaken, honestTried } = await runMutations(20260504, 2000)
    console.log(`mutants 2000, accepted ${accepted.length}; honest ${honestTaken} of ${honestTried}`)
    expect(accepted).toEqual([])
    expect(honestTaken).toBe(honestTried)
  })
})
