import type { ReadinessView } from '#core/authoring'

export type ReadinessStep = ReadinessView['steps'][number]
export type ReadinessSwitch = ReadinessView['switches'][number]
export type ReadinessPerson = ReadinessView['people'][number]
