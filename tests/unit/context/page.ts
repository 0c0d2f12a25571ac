import type { Signals } from '#core/context'

/** A page with nothing to say, and what a test wants it to say. */
export const signalsOf = (said: Partial<Signals> = {}): Signals => ({
  host: 'desk.example.com',
  pathShape: '/',
  title: '',
  headings: [],
  labels: [],
  focused: null,
  banners: [],
  controls: [],
  groups: [],
  seconds: 0,
  ...said,
})
