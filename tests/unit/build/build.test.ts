import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { build } from '../../../sync/build/build.ts'
import type { BuildStep } from '../../../sync/build/steps.ts'

let root: string
let runs: string[]
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'handrail-build-'))
  runs = []
  for (const name of ['a', 'b']) write(`${name}/in.txt`, name)
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), text)
}
const step = (name: string, more: Partial<BuildStep> = {}): BuildStep => ({
  name,
  inputs: [name],
  output: `dist/${name}.txt`,
  run: async () => {
    runs.push(name)
    write(`dist/${name}.txt`, 'made')
  },
  ...more,
})
const run = (steps = [step('a'), step('b')]) => build({ root, steps, nowMs: () => 0, log: () => {} })

it('builds everything once and nothing a second time', async () => {
  expect((await run()).built).toEqual(['a', 'b'])
  expect((await run()).built).toEqual([])
  expect(runs).toEqual(['a', 'b'])
})

it('builds again only the step whose input changed', async () => {
  await run()
  write('b/in.txt', 'changed')
  expect((await run()).built).toEqual(['b'])
  write('b/new.txt', '')
  expect((await run()).built).toEqual(['b'])
})

it('builds again when what it made is gone', async () => {
  await run()
  rmSync(join(root, 'dist/a.txt'))
  expect((await run()).built).toEqual(['a'])
})

it('does a step again that failed, even where an older result lies', async () => {
  await run()
  write('a/in.txt', 'changed')
  const failing = step('a', { run: () => Promise.reject(new Error('no')) })
  await expect(run([failing])).rejects.toThrow('no')
  write('a/in.txt', 'a')
  expect((await run()).built).toEqual(['a'])
})
