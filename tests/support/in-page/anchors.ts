import { type Anchor, describe, locate } from '#core/anchors'
import { createRandom } from '#core/base'
import { readPageFacts } from '../../../extension/guides/read-page-facts.ts'
import { pageRoots } from '../../../extension/page/page-roots.ts'
import { mutations } from '../anchors/page-mutations.ts'

/** `twice`: the mark is on a copy as well, so nothing is known */
export type Outcome = 'found' | 'lost' | 'wrong' | 'rightly lost' | 'twice'
export interface InPageAnchors {
  /** name -> anchor; null for what cannot be pointed at */
  describe(targets: Readonly<Record<string, string>>): Record<string, Anchor | null>
  /** changes the page for one target; what becomes of every anchor */
  change(
    targets: Readonly<Record<string, string>>,
    anchors: Readonly<Record<string, Anchor>>,
    change: { kind: string; target: string; seed: number },
  ): Record<string, { outcome: Outcome; what: string }>
}

const MARK = 'data-mark'
const elementOf = (selector: string) =>
  pageRoots(document)
    .flatMap((root) => [...root.querySelectorAll(selector)])
    .find((element) => element.checkVisibility())

const inPage: InPageAnchors = {
  describe(targets) {
    const read = readPageFacts(pageRoots(document))
    return Object.fromEntries(
      Object.entries(targets).map(([name, selector]) => {
        const target = elementOf(selector)
        const facts = target && read.page.elements[read.elements.indexOf(target)]
        return [name, facts ? describe(facts, read.page) : null]
      }),
    )
  },
  change(targets, anchors, { kind, target, seed }) {
    for (const [name, selector] of Object.entries(targets)) elementOf(selector)?.setAttribute(MARK, name)
    const element = elementOf(targets[target] ?? '')
    const mutation = mutations.find((each) => each.kind === kind)
    if (!element || !mutation) throw new Error(`${target} is not on the page, or ${kind} is no mutation`)
    element.setAttribute('data-target', '')
    mutation.change(document, element, createRandom(seed))
    const read = readPageFacts(pageRoots(document))
    return Object.fromEntries(
      Object.entries(anchors).map(([name, anchor]) => {
        const isIt = (each: Element) =>
          name === target ? each.hasAttribute('data-target') : each.getAttribute(MARK) === name
        const located = locate(anchor, read.page)
        const there = read.elements.filter(isIt).length
        if (there > 1) return [name, { outcome: 'twice', what: '' }]
        if (located.state === 'lost')
          return [name, { outcome: there > 0 ? 'lost' : 'rightly lost', what: JSON.stringify(located) }]
        const found = read.elements[located.index]
        if (found && isIt(found)) return [name, { outcome: 'found', what: '' }]
        return [name, { outcome: 'wrong', what: `${found?.outerHTML.slice(0, 300)} for ${JSON.stringify(anchor)}` }]
      }),
    )
  },
}
Object.assign(globalThis, { handrailAnchors: inPage })
