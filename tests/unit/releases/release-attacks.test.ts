import { beforeAll, describe, expect, it } from 'vitest'
import { runAttack } from '../../support/release-attack-runs.ts'
import { attacks, createScene, type Scene } from '../../support/release-attacks.ts'

describe('a device under attack keeps its last good release and says why', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await createScene()
  })

  it.each(attacks)('$threat: $name', async (attack) => {
    expect(await runAttack(scene, attack)).toEqual({ state: 'refused', code: attack.code, kept: true })
  })

  it('and takes the honest next release every time', async () => {
    expect(await runAttack(scene, { name: 'none', threat: 'none', code: '', mount: ({ next }) => next() })).toEqual({
      state: 'installed',
      code: '',
      kept: false,
    })
  })
})
