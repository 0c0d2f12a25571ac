import { type InjectionKey, inject, type Ref } from 'vue'
import type { Engine, Me } from '../../engine-api.ts'

/** What reviewing asks of the engine. */
export type ReviewEngine = Pick<
  Engine,
  | 'reviewQueue'
  | 'reviewDetail'
  | 'approve'
  | 'signingKey'
  | 'requestSigningKey'
  | 'withdrawSigningKey'
  | 'waitingRelease'
  | 'signRelease'
  | 'searchQuality'
  | 'studio'
>

export type ReviewScreen =
  | { screen: 'queue' }
  | { screen: 'hours' }
  | { screen: 'release' }
  | { screen: 'object'; sha256: string }
  | { screen: 'edit'; kind: string; id: string }

/** The face reviewing happens in: its engine, who is there, and how one gets from screen to screen. */
export interface ReviewPlace {
  engine: ReviewEngine
  me: Readonly<Ref<Me | null>>
  /** has the editors, too: an author can answer here */
  edits: boolean
  /** moves whenever what is shown may have changed */
  revision: Readonly<Ref<number>>
  /** a key was handed in, or something signed: looks for what the server says now */
  refresh(): Promise<void>
  hrefOf(screen: ReviewScreen): string
  go(screen: ReviewScreen): void
}

export const reviewPlaceKey: InjectionKey<ReviewPlace> = Symbol('review place')

export function useReviewPlace(): ReviewPlace {
  const place = inject(reviewPlaceKey)
  if (!place) throw new Error('Review parts need a face around them.')
  return place
}
