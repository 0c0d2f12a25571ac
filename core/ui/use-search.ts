import { onScopeDispose, type Ref, ref, type ShallowRef, shallowRef, watch } from 'vue'
import type { Engine, Ref as ObjectRef, SearchAnswer, SearchRequest } from '../engine-api.ts'

/** How long nothing is typed before it counts as asked: ms. Shorter, and half a word is counted as a question. */
const REST_MS = 2_000
/** How long an answer stands before it is read out: ms. Shorter, and a screen reader speaks over the typing. */
const SAY_MS = 700
/** How long an answer may take before a sign of waiting shows: ms. Shorter, and it blinks at every letter. */
const SLOW_MS = 400

export type Where = NonNullable<SearchRequest['where']>

export interface SearchBox {
  text: Ref<string>
  where: ShallowRef<Where>
  /** the newest answer that arrived, whatever is typed meanwhile; null while the box is empty */
  answer: ShallowRef<SearchAnswer | null>
  /** what the answer answers */
  answered: Ref<string>
  failed: Ref<string>
  /** an answer is taking long enough to say so */
  slow: Ref<boolean>
  /** for a live region: set once the answer has stood a moment */
  said: Ref<string>
  /** asks the same again, because what can be found may have changed */
  again(): void
  /** the person is done with this question: a hit was opened, or they leave */
  end(chosen?: ObjectRef): void
}

/**
 * A box that searches as one types: one question a frame, the newest answer stays on the screen until a newer one is
 * there, and the engine hears when the person has stopped.
 *
 * @param box     names the box to the engine, so that a newer question ends the older one
 * @param sayIt   the sentence of a live region for an answer
 */
export function useSearch(
  engine: Pick<Engine, 'search' | 'searchEnded'>,
  { box, limit, sayIt }: { box: string; limit: number; sayIt(answer: SearchAnswer): string },
  begin: { text: string; where?: Where; answer?: SearchAnswer | null } = { text: '' },
): SearchBox {
  const text = ref(begin.text)
  const where = shallowRef<Where>(begin.where ?? {})
  const answer = shallowRef<SearchAnswer | null>(begin.answer ?? null)
  const answered = ref(begin.answer ? begin.text : '')
  const failed = ref('')
  const slow = ref(false)
  const said = ref('')
  let latest = 0
  let frame = 0
  let ended = ''
  let rest: ReturnType<typeof setTimeout> | undefined
  let saying: ReturnType<typeof setTimeout> | undefined
  let waiting: ReturnType<typeof setTimeout> | undefined

  async function ask(typing: boolean) {
    const mine = ++latest
    const asked = text.value.trim()
    if (asked === '') {
      waited()
      answer.value = null
      answered.value = ''
      failed.value = ''
      said.value = ''
      return
    }
    waiting ??= setTimeout(() => {
      slow.value = true
    }, SLOW_MS)
    try {
      const found = await engine.search({ text: asked, limit, where: where.value, typing, box })
      if (mine !== latest || found.state === 'superseded') return
      waited()
      answer.value = found
      answered.value = asked
      failed.value = ''
      clearTimeout(saying)
      saying = setTimeout(() => {
        said.value = sayIt(found)
      }, SAY_MS)
    } catch (error) {
      if (mine !== latest) return
      waited()
      failed.value = error instanceof Error ? error.message : String(error)
    }
  }

  function waited() {
    clearTimeout(waiting)
    waiting = undefined
    slow.value = false
  }

  function end(chosen?: ObjectRef) {
    clearTimeout(rest)
    const asked = text.value.trim()
    if (asked === '' || asked === ended) return
    ended = asked
    // that a search is not counted must not be in anybody's way
    void (chosen ? engine.searchEnded(asked, chosen) : engine.searchEnded(asked)).catch(() => undefined)
  }

  watch([text, where], () => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(() => void ask(true))
    clearTimeout(rest)
    clearTimeout(saying)
    rest = setTimeout(end, REST_MS)
  })
  onScopeDispose(() => {
    cancelAnimationFrame(frame)
    clearTimeout(saying)
    waited()
    end()
  })
  return { text, where, answer, answered, failed, slow, said, again: () => void ask(false), end }
}
