import * as v from 'valibot'
import { parse } from '#core/base'
import { placement, type Rule } from '#core/content'
import { readGuidePlaces } from './guide-places.ts'
import { matcherFor } from './registry.ts'
import type { Signals } from './signals.ts'

/** A placement as it lies in a release. */
export interface Placement {
  id: string
  aid: { kind: string; id: string }
  /** completes "Shown because ..." */
  reason: string
  /** all must hold */
  rules: readonly Rule[]
}

/**
 * The context module's part in checking a `placement`: every rule names a matcher of the list and fits its schema, and the
 * steps of a guide name their tool and hold anchors.
 *
 * @throws {AppError} `bad-input`, `unknown-matcher`
 */
export function checkPlacement(body: unknown): void {
  for (const rule of placement.parse(body).rules) matcherFor(rule.matcher).check(rule)
  readGuidePlaces('', body)
}

/** @throws {AppError} as `checkPlacement` */
export function readPlacement(id: string, body: unknown): Placement {
  checkPlacement(body)
  const { aid, reason, rules } = placement.parse(body)
  return { id, aid, reason, rules }
}

function narrowness({ rules }: Placement): number {
  return rules.reduce((sum, rule) => sum + matcherFor(rule.matcher).narrows, 0)
}

/**
 * The placements that hold on a page, most specific first: more rules, then rules that narrow further (a moment before
 * a page before a tool), then by id, so that the order is repeatable.
 */
export function matchPlacements(signals: Signals, placements: readonly Placement[]): Placement[] {
  return placements
    .filter(({ rules }) => rules.every((rule) => matcherFor(rule.matcher).match(rule, signals)))
    .sort(
      (a, b) =>
        b.rules.length - a.rules.length || narrowness(b) - narrowness(a) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
    )
}

const HostRule = v.looseObject({ matcher: v.literal('host'), host: v.string() })

/** The tools a release has help for: hosts named by its placements, each once, in alphabetical order. */
export function placementHosts(placements: readonly Placement[]): string[] {
  const rules = placements.flatMap((placement) => placement.rules).filter((rule) => rule.matcher === 'host')
  return [...new Set(rules.map((rule) => parse(HostRule, rule, 'rule "host"').host))].sort()
}
