import { expect, it } from 'vitest'
import { type Anchor, describe as describeElement, type Located, locate } from '#core/anchors'
import { createRandom } from '#core/base'
import { readPageFacts } from '../../extension/guides/read-page-facts.ts'
import { pageRoots } from '../../extension/page/page-roots.ts'
import { pageFrame } from '../support/anchors/page-frame.ts'
import { type Mutation, mutations } from '../support/anchors/page-mutations.ts'
import { type ToolPage, toolPages } from '../support/anchors/tool-pages.ts'

const SEED = 20_261_122
const TIMES = 2

const { show, mark } = pageFrame()

function anchorOf(tool: ToolPage, selector: string): Anchor {
  const page = show(tool.html(0))
  const target = mark(page, selector)
  const read = readPageFacts(pageRoots(page))
  const facts = read.page.elements[read.elements.indexOf(target ?? page.body)]
  if (!facts) throw new Error(`${tool.name}: ${selector} is not read`)
  return describeElement(facts, read.page)
}

type Outcome = 'found' | 'lost' | 'wrong' | 'rightly lost'

function find(anchor: Anchor, page: Document): { located: Located; outcome: Outcome } {
  const read = readPageFacts(pageRoots(page))
  const located = locate(anchor, read.page)
  const isThere = read.elements.some((element) => element.hasAttribute('data-target'))
  if (located.state === 'lost') return { located, outcome: isThere ? 'lost' : 'rightly lost' }
  return { located, outcome: read.elements[located.index]?.hasAttribute('data-target') ? 'found' : 'wrong' }
}

const otherRecord: Mutation = { kind: 'the same page, another record', change: () => undefined }

it('points at the right element or says it is lost, whatever a tool changes', () => {
  const tally = new Map<string, Record<Outcome, number>>()
  const wrong: unknown[] = []
  let seed = SEED
  for (const tool of toolPages)
    for (const [name, selector] of Object.entries(tool.targets)) {
      const anchor = anchorOf(tool, selector)
      for (const mutation of [...mutations, otherRecord])
        for (let time = 0; time < (mutation.kind === 'nothing' || mutation === otherRecord ? 1 : TIMES); time++) {
          seed++
          const page = show(tool.html(mutation === otherRecord ? 1 : 0))
          const target = mark(page, selector)
          if (target) mutation.change(page, target, createRandom(seed))
          const { located, outcome } = find(anchor, page)
          const counts = tally.get(mutation.kind) ?? { found: 0, lost: 0, wrong: 0, 'rightly lost': 0 }
          counts[outcome]++
          tally.set(mutation.kind, counts)
          if (outcome === 'wrong') wrong.push({ tool: tool.name, name, mutation: mutation.kind, seed, located })
          if (mutation.removes && located.state !== 'lost' && outcome !== 'wrong') throw new Error('it was not removed')
        }
    }
  const sum = (outcome: Outcome) => [...tally.values()].reduce((total, counts) => total + counts[outcome], 0)
  const [found, missed] = [sum('found'), sum('lost')]
  const share = (kind: string) => {
    const { found, lost, wrong } = tally.get(kind) ?? { found: 0, lost: 1, wrong: 0 }
    return found / (found + lost + wrong)
  }
  console.log(
    [
      `seed ${SEED}, ${seed - SEED} pages, ${toolPages.reduce((n, { targets }) => n + Object.keys(targets).length, 0)} anchors`,
      ...[...tally].map(([kind, counts]) => `${kind}: ${JSON.stringify(counts)}`),
      `precision ${(found / (found + wrong.length)).toFixed(3)}, recall ${(found / (found + missed)).toFixed(3)}`,
    ].join('\n'),
  )
  expect(wrong, `seed ${SEED}`).toEqual([])
  expect(seed - SEED).toBeGreaterThan(1_000)
  expect(found / (found + missed)).toBeGreaterThan(0.7)
  for (const kind of ['nothing', 'classes renamed', 'drawn anew, new ids', 'elements swapped for ARIA'])
    expect([kind, share(kind)]).toEqual([kind, 1])
})
