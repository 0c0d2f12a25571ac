import { type ComputedRef, type InjectionKey, inject, provide } from 'vue'
import type { ContentChoices, ContentDetail, FoundPassage } from '#core/authoring'
import type { Finding, ObjectApi } from './api.ts'

/** What the fields of one editor share. */
export interface EditorWorld {
  choices: ComputedRef<ContentChoices | null>
  /** what keeps the body from being saved, by the place it stands at */
  faultAt(path: string): string | null
  /** sentences of a text that no passage supports */
  findingsIn(text: string): Finding[]
  /** a cited passage as it reads now */
  sourceNow(document: string, passage: string): ContentDetail['sources'][number] | null
  /** passages chosen on this screen, so that they are shown before they are saved */
  noteChosen(passage: FoundPassage): void
  chosen(document: string, passage: string): FoundPassage | null
  /** documents of the brief, looked in first */
  documents: ComputedRef<string[]>
  api: ObjectApi
}

const key: InjectionKey<EditorWorld> = Symbol('editor')
export const provideEditor = (world: EditorWorld): void => provide(key, world)
export function useEditor(): EditorWorld {
  const world = inject(key)
  if (!world) throw new Error('A field was drawn outside an editor.')
  return world
}
