import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ownWorld } from '../support/runner/own-world.ts'

const changesTheWorld =
  /vi\.(stub|mock|doMock|useFakeTimers)|process\.env\.[A-Z_]+ *=[^=]|delete process\.env|process\.chdir|globalThis\.\w+ *=[^=]|fakeBrowser/

it('a test that changes what all modules share runs in a world of its own', () => {
  const sharing = ['unit', 'contract', 'property', 'golden']
    .flatMap((room) => readdirSync(`tests/${room}`, { recursive: true }).map((path) => `tests/${room}/${path}`))
    .filter((path) => path.endsWith('.test.ts') && !ownWorld.some((own) => path.startsWith(own)))
  expect(sharing.length).toBeGreaterThan(100)
  expect(sharing.filter((path) => changesTheWorld.test(readFileSync(path, 'utf8')))).toEqual([])
})
