import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { doTask } from '../support/answering.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'

let handrail: Handrail

beforeAll(async () => {
  handrail = await startHandrail()
})
afterAll(() => handrail?.stop())

describe('a learner without a network', () => {
  it('misses a sub-competency, is branched to its one aid, passes; back online each answer is on the server once', async () => {
    const { page } = await handrail.launchPwa({ person: 'leo' })
    await page.goto(handrail.origin)
    // the model is fetched while there is a network, as the library asks for it
    await page.goto(`${handrail.origin}/library`)
    await page.getByRole('searchbox').fill('customer wants money back')
    await page.getByText('Found because').first().waitFor()
    await page.getByText('Search by meaning is getting ready').waitFor({ state: 'hidden', timeout: 60_000 })
    await page.evaluate(() => navigator.serviceWorker.ready)
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)

    await handrail.stopServer()
    await page.goto(handrail.origin)
    await page
      .getByRole('button', { name: 'Start' })
      .or(page.getByRole('link', { name: 'Start' }))
      .first()
      .click()
    let remedials = 0
    let answers = 0
    const finished = page.getByRole('heading', { name: 'You have shown that you can do this' })
    const task = page.getByRole('button', { name: 'Hand in' })
    const remedial = page.getByRole('button', { name: 'I have read it, ask me again' })
    for (let n = 0; n < 20; n++) {
      await finished.or(task).or(remedial).first().waitFor()
      if (await finished.isVisible()) break
      if (await remedial.isVisible()) {
        remedials++
        await remedial.click()
        await remedial.waitFor({ state: 'hidden' })
        continue
      }
      // what is said in own words waits for a person: only a closed task is missed at once
      await doTask(page, remedials === 0 ? 'wrong' : 'right')
      answers++
      await page.getByRole('button', { name: 'Go on' }).waitFor()
      if (answers === 2) {
        // a phone that is locked, or a tab that is thrown away
        await page.reload()
        continue
      }
      await page.getByRole('button', { name: 'Go on' }).click()
      await page.getByRole('button', { name: 'Go on' }).waitFor({ state: 'hidden' })
    }
    expect(remedials).toBe(1)
    expect(await finished.isVisible()).toBe(true)
    expect(await page.getByText(/^Not calibrated/).isVisible()).toBe(true)
    await page.goto(`${handrail.origin}/record`)
    await page.getByText('Not sent yet').first().waitFor()

    await handrail.startServer()
    await page.getByRole('button', { name: 'Sync now' }).click()
    await page
      .getByText(/^In sync/)
      .first()
      .waitFor()
    const events = await handrail.events('leo')
    const answered = events.filter(({ kind }) => kind === 'item-answered')
    expect(answered).toHaveLength(answers)
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    expect(events.filter(({ kind }) => kind === 'attempt-finished')).toHaveLength(1)
  })
})
