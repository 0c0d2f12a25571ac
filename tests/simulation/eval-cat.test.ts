import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRandom } from '#core/base'
import { type CatOptions, evalCat } from '../../sync/commands/eval-cat.ts'
import { evalItems } from '../../sync/commands/eval-items.ts'
import { dataSet } from '../support/data-sets.ts'
import { drawNormal } from '../support/irt/draw-answers.ts'
import { tempFolder } from '../support/organisation.ts'

const folder = tempFolder()
const options: CatOptions = { people: 1_000, seed: 11, cut: 0, select: 'estimate' }

interface Item {
  a: number
  b: number
  c?: number
  d?: number
}
function bankFile(name: string, items: readonly Item[]): string {
  const path = join(folder, `${name}.csv`)
  const rows = items.map(({ a, b, c = 0, d = 1 }, i) => `item-${i},${a},${b},${c},${d}`)
  writeFileSync(path, ['item,a,b,c,d', ...rows, ''].join('\n'))
  return path
}

function drawBank(model: '1pl' | '2pl' | '3pl' | '4pl', count: number, seed: number): Item[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => ({
    a: model === '1pl' ? 1.2 : Math.exp(0.2 + 0.3 * drawNormal(random)),
    b: drawNormal(random),
    c: model === '3pl' || model === '4pl' ? 0.1 + 0.15 * random.next() : 0,
    d: model === '4pl' ? 0.92 + 0.08 * random.next() : 1,
  }))
}

const told = (name: string, result: ReturnType<typeof evalCat>) => {
  const { decisionAccuracy, bankAccuracy, meanLength, fixedLength, saved, maxExposure, bias, rmse } = result
  console.log(name, { decisionAccuracy, bankAccuracy, meanLength, fixedLength, saved, maxExposure, bias, rmse })
}

describe('an adaptive test, simulated', () => {
  it.each([
    ['1pl', 40],
    ['2pl', 80],
    ['3pl', 100],
    ['4pl', 60],
  ] as const)(
    'over a %s bank of %i items saves two fifths of the best fixed form that is as accurate',
    (model, count) => {
      const result = evalCat(bankFile(model, drawBank(model, count, 5)), options)
      told(`${count} items, ${model}, seed ${options.seed}`, result)
      expect(result.saved).toBeGreaterThanOrEqual(0.4)
      expect(result.expectedAccuracy).toBeGreaterThanOrEqual(result.bankAccuracy - 0.025)
      // three standard errors of a share of 500 people
      expect(Math.abs(result.decisionAccuracy - result.expectedAccuracy)).toBeLessThan(0.045)
      expect(Math.abs(result.bias)).toBeLessThan(0.08)
      expect(result.maxExposure).toBeLessThan(0.9)
    },
  )

  it('is right for 95 of 100 where the bank can tell, with 40 % fewer items', () => {
    const result = evalCat(bankFile('strong', drawBank('2pl', 260, 6)), options)
    told('260 items, 2pl', result)
    expect(result.decisionAccuracy).toBeGreaterThanOrEqual(0.95)
    expect(result.saved).toBeGreaterThanOrEqual(0.4)
  })

  it('saves as much over a bank calibrated from 2,000 real answer sheets', () => {
    const path = dataSet('irt/TAM_data.sim.rasch.csv')
    if (!path) return
    const { items } = evalItems(path, 'rasch', { fine: false, say: () => {} })
    const bank = items.flatMap(({ a, b }) => (typeof a === 'number' && typeof b === 'number' ? [{ a, b }] : []))
    expect(bank.length).toBe(40)
    const result = evalCat(bankFile('sim-rasch', bank), options)
    told('sim.rasch, 40 items', result)
    expect(result.saved).toBeGreaterThanOrEqual(0.4)
  })

  it('gives the same figures for the same seed, and others for another', () => {
    const path = bankFile('again', drawBank('2pl', 30, 7))
    const figures = (seed: number) => {
      const { seconds, ...rest } = evalCat(path, { ...options, people: 100, seed })
      expect(seconds).toBeGreaterThan(0)
      return rest
    }
    expect(figures(3)).toEqual(figures(3))
    expect(figures(3).meanLength).not.toBe(figures(4).meanLength)
  })

  it('follows the rule it is told, instead of one of its own', () => {
    const path = bankFile('told', drawBank('2pl', 30, 8))
    const short = evalCat(path, { ...options, people: 100, maxItems: 5 })
    expect(short).toMatchObject({ longest: 5, rule: { maxItems: 5 } })
    const precise = evalCat(path, { ...options, people: 100, standardError: 0.5 })
    expect(precise.stopped.precise).toBeGreaterThan(50)
    expect(evalCat(path, { ...options, people: 100, maxItems: 5, among: 1 }).maxExposure).toBe(1)
  })

  it('holds for a cut that is not in the middle', () => {
    const result = evalCat(bankFile('high', drawBank('2pl', 60, 9)), { ...options, cut: 1 })
    told('60 items, cut 1', result)
    expect(result.saved).toBeGreaterThanOrEqual(0.4)
  })
})
