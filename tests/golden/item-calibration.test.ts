import { readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCsv } from '#core/base'
import { evalItems } from '../../sync/commands/eval-items.ts'
import { dataSet } from '../support/data-sets.ts'

const evalOf = (path: string, model: string) => {
  const said: string[] = []
  return { ...evalItems(path, model, { fine: false, say: (line) => said.push(line) }), said }
}

// LSAT Rasch, WIRS, Abortion: the figures of R's ltm 1.2-0, which integrates on 21 Gauss-Hermite points
describe('calibrating textbook data gives the published figures', () => {
  it('LSAT, Rasch with one free slope', () => {
    const path = dataSet('irt/ltm_LSAT.csv')
    if (!path) return
    const { logLik, items, identified } = evalOf(path, 'rasch')
    expect(logLik).toBeCloseTo(-2466.938, 2)
    for (const [i, b] of [-3.615, -1.322, -0.318, -1.73, -2.78].entries()) {
      expect(Math.abs((items[i]?.b ?? 0) - b)).toBeLessThan(0.005)
      expect(items[i]?.a).toBeCloseTo(0.755, 3)
    }
    expect(identified).toBe(true)
  })

  // summary(ltm(LSAT ~ z1)): value and std.err of every parameter
  it('LSAT, 2PL, with its standard errors', () => {
    const path = dataSet('irt/ltm_LSAT.csv')
    if (!path) return
    const { logLik, items } = evalOf(path, '2pl')
    expect(logLik).toBeCloseTo(-2466.653, 2)
    const published = [
      [0.8254, 0.2581, -3.3597, 0.8669],
      [0.7229, 0.1867, -1.3696, 0.3073],
      [0.8905, 0.2326, -0.2799, 0.0997],
      [0.6886, 0.1852, -1.8659, 0.4341],
      [0.6575, 0.21, -3.1236, 0.87],
    ] as const
    for (const [i, [a, seA, b, seB]] of published.entries()) {
      const item = items[i]
      expect(item?.a).toBeCloseTo(a, 2)
      expect(item?.seA).toBeCloseTo(seA, 3)
      expect(Math.abs((item?.b ?? 0) - b)).toBeLessThan(0.003)
      expect(Math.abs((item?.seB ?? 0) - seB)).toBeLessThan(0.003)
    }
  })

  it.each([
    ['WIRS', 'irt/ltm_WIRS.csv', -3420.066],
    ['Abortion', 'irt/ltm_Abortion.csv', -706.337],
  ])('%s, 2PL', (_, file, published) => {
    const path = dataSet(file)
    if (path) expect(evalOf(path, '2pl').logLik).toBeCloseTo(published, 2)
  })

  // mirt's reference page: mirt(Science, 1) and its coefficients
  it('Science, graded response', () => {
    const path = dataSet('irt/mirt_Science.csv')
    if (!path) return
    const { logLik, items } = evalOf(path, 'grm')
    expect(logLik).toBeCloseTo(-1608.87, 1)
    for (const [i, a] of [1.0418, 1.226, 2.2934, 1.0949].entries())
      expect(Math.abs((items[i]?.a ?? 0) - a)).toBeLessThan(0.015)
    for (const { cuts = [] } of items) expect([...cuts].sort((x, y) => x - y)).toEqual(cuts)
  })

  // mirt's reference page scores the raw choices with this key and gives logLik -9488.955 for the 2PL
  it('SAT12, scored by its key, 2PL on fine points', () => {
    const path = dataSet('irt/mirt_SAT12.csv')
    if (!path) return
    const key = '1,4,5,2,3,1,2,1,3,1,2,4,2,1,5,3,4,4,1,4,3,3,4,1,3,5,1,3,1,5,4,5'.split(',')
    const [header = [], ...rows] = parseCsv(readFileSync(path, 'utf8'), path)
    const scored = rows.map((row) => row.map((choice, i) => (choice === key[i] ? 1 : 0)).join(','))
    const copy = join(tmpdir(), `sat12-${process.pid}.csv`)
    writeFileSync(copy, [header.join(','), ...scored].join('\n'))
    expect(evalOf(copy, '2pl').logLik).toBeCloseTo(-9488.955, 1)
  })

  it('says in words why a 3PL of LSAT is not settled by its answers', () => {
    const path = dataSet('irt/ltm_LSAT.csv')
    if (!path) return
    const { identified, said, logLik } = evalOf(path, '3pl')
    expect(identified).toBe(false)
    expect(said.join(' ')).toMatch(/guessing of \d items ends at its bound/)
    // never worse than the 2PL it contains
    expect(logLik).toBeGreaterThan(-2466.654)
  })

  it('leaves out the columns that are not scores, and names them', () => {
    const path = dataSet('irt/psychotools_VerbalAggression_resp2.csv')
    if (!path) return
    const { items, said } = evalOf(path, 'rasch')
    expect(items).toHaveLength(24)
    expect(said).toEqual(['Left out, because they are not scores: gender, anger.'])
  })
})
