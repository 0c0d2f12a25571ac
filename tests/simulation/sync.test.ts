import { describe, expect, it } from 'vitest'
import { type Plan, type Report, simulateSync } from './simulate-sync.ts'

const seed = Number(process.env.HANDRAIL_SEED ?? Date.now() % 1_000_000)
const ten: Plan = { seed, learners: 5, devicesEach: 2, events: 100, minKills: 8 }
const six: Plan = { seed, learners: 3, devicesEach: 2, events: 30, minKills: 3 }

const run = async (plan: Plan): Promise<Report> => {
  const report = await simulateSync(plan)
  console.log(`sync simulation ${JSON.stringify({ ...plan, ...report })}`)
  return report
}

describe('ten devices, a bad network and a server killed again and again', () => {
  it('lose no acknowledged event, keep none twice, and end equal', async () => {
    const report = await run(ten)
    expect(report).toMatchObject({
      made: 1000,
      acknowledgedLost: 0,
      missing: 0,
      twice: 0,
      unequalDevices: 0,
      wrongSums: 0,
      broken: 0,
    })
    expect(report.kills).toBeGreaterThanOrEqual(ten.minKills)
    expect(report.quietRounds).toBeLessThan(20)
    for (const times of Object.values(report.faults)) expect(times).toBeGreaterThan(0)
  })
})

describe('the simulation notices', () => {
  it('a server that answers before it has stored', async () => {
    expect((await run({ ...six, bug: 'ack-before-commit' })).acknowledgedLost).toBeGreaterThan(0)
  })

  it('a device that does not compare sums', async () => {
    expect((await run({ ...six, bug: 'ignore-sums' })).unequalDevices).toBeGreaterThan(0)
  })
})
