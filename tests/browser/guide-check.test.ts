import { expect, it } from 'vitest'
import { describe as describeElement } from '#core/anchors'
import { createRandom } from '#core/base'
import { readGuidePlaces, trySteps } from '#core/context'
import { readPage } from '../../extension/picker/read-page.ts'
import { pageFrame } from '../support/anchors/page-frame.ts'
import { mutations } from '../support/anchors/page-mutations.ts'
import { type ToolPage, toolPages } from '../support/anchors/tool-pages.ts'

const SEED = 20_261_123
const { show, mark } = pageFrame()

/** A guide with one step, pointed at on the page as an author does. */
function placed(tool: ToolPage, selector: string) {
  const page = show(tool.html(0))
  const { facts, elements } = readPage(page)
  const element = facts.elements[elements.indexOf(mark(page, selector) ?? page.body)]
  if (!element) throw new Error(`${tool.name}: ${selector} is not read`)
  return readGuidePlaces('placed', {
    title: 'x',
    aid: { kind: 'process-guide', id: 'x' },
    reason: 'x',
    rules: [{ matcher: 'host', host: 'desk.example.com' }],
    steps: [
      { id: 'step', step: 0, where: [{ matcher: 'path', pattern: '/**' }], anchor: describeElement(element, facts) },
    ],
  })
}

it('"Check this page" finds each step that a change of the desk broke, and raises no alarm on another record', () => {
  const breaking = mutations.filter(({ removes }) => removes)
  const missed: string[] = []
  const alarms: string[] = []
  let broken = 0
  let whole = 0
  let seed = SEED
  for (const tool of toolPages.filter(({ name }) => /desk/i.test(name)))
    for (const [name, selector] of Object.entries(tool.targets)) {
      const places = placed(tool, selector)
      if (!places) throw new Error('a placement with steps')
      const check = (page: Document) => {
        const { signals, facts } = readPage(page)
        return trySteps(places, { signals: { ...signals, host: 'desk.example.com' }, facts })[0]?.state
      }
      for (const mutation of breaking) {
        const page = show(tool.html(0))
        const target = mark(page, selector)
        if (!target) throw new Error(`${tool.name}: no ${name}`)
        mutation.change(page, target, createRandom(seed++))
        broken++
        if (check(page) !== 'lost') missed.push(`${tool.name} ${name}: ${mutation.kind}`)
      }
      whole++
      if (check(show(tool.html(1))) !== 'found') alarms.push(`${tool.name} ${name}`)
    }
  console.log(
    `seed ${SEED}: ${broken - missed.length} of ${broken} breakages found, ${alarms.length} of ${whole} false alarms`,
  )
  expect(broken).toBeGreaterThanOrEqual(20)
  expect(missed).toEqual([])
  expect(alarms).toEqual([])
})
