import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import type { Where } from '#core/ui'
import type { AidCard, Ref, SearchAnswer, Suggestions } from '../../core/engine-api.ts'
import { useSession } from './session.ts'

interface Place {
  text: string
  where: Where
  answer: SearchAnswer | null
  /** what was opened from here: it has the focus again on the way back */
  opened: Ref | null
  browse: { aids: AidCard[]; suggestions: Suggestions } | null
  /** the box takes the focus as the screen opens */
  focusBox: boolean
}

const begin: Place = { text: '', where: {}, answer: null, opened: null, browse: null, focusBox: false }

/** Where somebody was in the Library, in memory only, so that the way back leads there and not to an empty box. */
export const useLibraryPlace = defineStore('library-place', () => {
  const place = shallowRef<Place>(begin)
  const keep = (more: Partial<Place>) => {
    place.value = { ...place.value, ...more }
  }
  const session = useSession()
  watch(
    () => session.me?.person,
    () => {
      place.value = begin
    },
  )
  return { place, keep }
})
