import { AppError } from '#core/base'
import type { Rule } from '#core/content'
import { matcherFor } from './registry.ts'
import type { Signals } from './signals.ts'

export interface SuggestedRule {
  rule: Rule
  /** as the matcher says it: `a heading says “Refund”` */
  says: string
  /** what an author would mostly take: the tool and the kind of page */
  usual: boolean
}

/** A part of a page an author pointed at, by what it is called. */
export interface PointedPart {
  role: string
  name: string
  testId: string | null
  /** it is a field, not a button, tab or dialog */
  isField: boolean
}

/** Suggested of each list of signals: more would bury the few that tell. */
const MOST = { headings: 4, banners: 3, controls: 8, groups: 4 }
const ROLES = ['button', 'tab', 'menuitem', 'dialog', 'switch']

/**
 * The longest run of words without a digit: what varies from one record to the next ("Ticket 1042", "Above your limit: 50.00")
 * is no part of a rule.
 */
function withoutData(text: string, chars: number): string {
  const runs = text.split(/\S*\d\S*/).map((run) => run.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''))
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '')
  return longest.length <= chars ? longest : longest.slice(0, chars + 1).replace(/\s+\S*$/, '')
}

/**
 * What a page says about itself, as rules of the closed list, the tool first, then what narrows further. Every one fits its
 * matcher's schema and holds on the page.
 */
export function suggestRules(signals: Signals): SuggestedRule[] {
  const { host, pathShape, title, headings, focused, banners, controls, groups } = signals
  const text = (where: 'title' | 'headings', said: string) => ({
    matcher: 'text-present',
    text: withoutData(said, 160),
    where,
  })
  const rules: Rule[] = [
    { matcher: 'host', host: host.toLowerCase() },
    { matcher: 'path', pattern: pathShape.replaceAll(':id', '*') },
    ...headings.slice(0, MOST.headings).map((heading) => text('headings', heading)),
    ...banners.slice(0, MOST.banners).map((said) => ({ matcher: 'banner-says', text: withoutData(said, 160) })),
    ...(focused === null ? [] : [{ matcher: 'field-focused', label: withoutData(focused, 100) }]),
    text('title', title.split(/\s+[·|–—-]\s+/)[0] ?? ''),
    ...groups.slice(0, MOST.groups).flatMap(({ name, holds }) => {
      const [label] = holds
      return name === '' || label === undefined ? [] : [near(label, name)]
    }),
    ...controls.slice(0, MOST.controls).map(({ role, name, testId }) => element(role ?? '', name, testId)),
  ]
  return holding(rules, signals)
}

/** The same for one part of the page. Whether the person is in a field is known only later, so that rule is given whenever it fits. */
export function rulesForPart({ role, name, testId, isField }: PointedPart, signals: Signals): SuggestedRule[] {
  const label = withoutData(name, 100)
  const inGroup = signals.groups
    .filter(({ holds }) => holds.includes(name))
    .map((group) => near(name, group.name || (group.holds.find((other) => other !== name) ?? '')))
  const rules: Rule[] = isField
    ? [{ matcher: 'text-present', text: label, where: 'labels' }, ...inGroup]
    : [element(role, name, null), ...inGroup]
  const marked = testId === null ? [] : [{ matcher: 'element-present', testId }]
  const focused = isField ? readable([{ matcher: 'field-focused', label }]) : []
  return [...holding([...rules, ...marked], signals), ...focused]
}

const near = (label: string, name: string): Rule => ({
  matcher: 'text-near-text',
  text: withoutData(label, 100),
  near: withoutData(name, 100),
})

const element = (role: string, name: string, testId: string | null): Rule => {
  const words = withoutData(name, 80)
  const known = ROLES.includes(role) ? { role } : {}
  return {
    matcher: 'element-present',
    ...(words === '' ? { ...known, testId: testId ?? '' } : { ...known, name: words }),
  }
}

function readable(rules: readonly Rule[]): SuggestedRule[] {
  const found = new Map<string, SuggestedRule>()
  for (const rule of rules) {
    const matcher = matcherFor(rule.matcher)
    try {
      const says = matcher.says(rule)
      if (!found.has(says)) found.set(says, { rule, says, usual: ['host', 'path'].includes(rule.matcher) })
    } catch (error) {
      // words too short or a path that no pattern can write: there is nothing to suggest
      if (!(error instanceof AppError)) throw error
    }
  }
  return [...found.values()]
}

const holding = (rules: readonly Rule[], signals: Signals): SuggestedRule[] =>
  readable(rules).filter(({ rule }) => matcherFor(rule.matcher).match(rule, signals))
