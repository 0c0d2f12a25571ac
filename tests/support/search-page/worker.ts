import { expose } from 'comlink'
import { measureSearch } from './measure.ts'
import { measureOpening } from './opening.ts'

const measures = { measureSearch, measureOpening }
export type Measures = typeof measures

expose(measures)
