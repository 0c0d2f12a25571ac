import type { StudioClient } from './use-studio.ts'

/** An area of the studio as its home shows it. `line` says in one short sentence how things stand. */
export interface StudioArea {
  to: string
  group: 'diagnose' | 'know'
  title: string
  text: string
  line(studio: StudioClient): Promise<string>
}

/** One entry an area, in the order of work. */
export const areas: readonly StudioArea[] = []
