import { doTask } from './support/answering.ts'
import { startHandrail } from './support/handrail.ts'
import { nudgeOn } from './support/nudge.ts'

/** Takes the README's pictures from the running program: `node --import tsx tests/screenshots.ts` after a build. */
const handrail = await startHandrail()
try {
  const browser = await handrail.launchExtension('leo')
  const desk = await browser.context.newPage()
  await desk.setViewportSize({ width: 1180, height: 760 })
  await desk.goto(`${handrail.desk.origin}/tickets/1042/refund`)
  if (!(await nudgeOn(desk).appears())) throw new Error('no nudge appeared on the refund form')
  await desk.waitForTimeout(1_000)
  await desk.screenshot({ path: 'extension/screenshots/nudge.png' })

  const { page } = await handrail.launchPwa({ person: 'leo' })
  await page.goto(handrail.origin)
  await page
    .getByRole('link', { name: 'Start' })
    .or(page.getByRole('button', { name: 'Start' }))
    .first()
    .click()
  await page.getByRole('button', { name: 'Hand in' }).waitFor()
  await doTask(page, 'wrong')
  await page.getByRole('button', { name: 'Go on' }).waitFor()
  await page.waitForTimeout(500)
  await page.screenshot({ scale: 'css', path: 'pwa/screenshots/player.png' })
} finally {
  await handrail.stop()
}
