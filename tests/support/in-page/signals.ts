import { collectSignals } from '../../../extension/page/collect-signals.ts'
import { pageRoots } from '../../../extension/page/page-roots.ts'

Object.assign(globalThis, { handrailSignals: () => collectSignals(pageRoots(document), location) })
