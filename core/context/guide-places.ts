import { Anchor } from '#core/anchors'
import { AppError, parse } from '#core/base'
import { placement, type Rule } from '#core/content'
import { matcherFor } from './registry.ts'
import type { Signals } from './signals.ts'

/** Where the steps of a guide stand in a tool. */
export interface GuidePlaces {
  /** of the placement */
  id: string
  guide: { kind: string; id: string }
  /** rules that name the tool, at least one */
  hosts: readonly Rule[]
  steps: readonly GuidePlace[]
}

export interface GuidePlace {
  id: string
  /** index of the guide's step */
  step: number
  where: readonly Rule[]
  anchor: Anchor
}

/**
 * @returns null for a placement that shows no steps
 * @throws {AppError} `bad-input`, `unknown-matcher`
 */
export function readGuidePlaces(id: string, body: unknown): GuidePlaces | null {
  const { aid, rules, steps } = placement.parse(body)
  if (!steps) return null
  const hosts = rules.filter(({ matcher }) => matcher === 'host')
  if (hosts.length === 0)
    throw new AppError('bad-input', 'A placement with steps must name its tool: add a rule "host".')
  for (const rule of steps.flatMap(({ where }) => where)) matcherFor(rule.matcher).check(rule)
  const places = steps.map((step) => ({ ...step, anchor: parse(Anchor, step.anchor, `anchor of "${step.id}"`) }))
  return { id, guide: aid, hosts, steps: places }
}

const nothing: Omit<Signals, 'host'> = {
  pathShape: '/',
  title: '',
  headings: [],
  labels: [],
  focused: null,
  banners: [],
  controls: [],
  groups: [],
  seconds: 0,
}
const holds = (rules: readonly Rule[], signals: Signals) =>
  rules.every((rule) => matcherFor(rule.matcher).match(rule, signals))

/** @param host as in `Signals`: with its port where it is not the usual one */
export const isWalkable = ({ hosts }: GuidePlaces, host: string): boolean => isInTool(hosts, host)

/** Whether rules could hold in a tool at all, by those that name it. @param host as in `Signals` */
export const isInTool = (rules: readonly Rule[], host: string): boolean =>
  holds(
    rules.filter(({ matcher }) => matcher === 'host'),
    { ...nothing, host },
  )

/** The place of a step if it is to be looked for on this page; `'elsewhere'` if it is not, or is none of these places. */
export function placeOn({ hosts, steps }: GuidePlaces, id: string, signals: Signals): GuidePlace | 'elsewhere' {
  const place = steps.find((step) => step.id === id)
  return place && holds(hosts, signals) && holds(place.where, signals) ? place : 'elsewhere'
}
