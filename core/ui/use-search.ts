import { onScopeDispose, type Ref, ref, type ShallowRef, shallowRef, watch } from 'vue'
import type { Engine, Ref as ObjectRef, SearchAnswer, SearchRequest } from '../engine-api.ts'

/** How long nothing is typed before it counts as asked: ms. Shorter, and half a word is counted as a question. */
const REST_MS = 2_000
/** How long an answer by words stands before meaning joins: ms. Shorter, and the list is ordered twice at every letter. */
const JOIN_MS = 150
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
 * A box that searches as one types: by words at each letter, by meaning too once the typing rests. The newest answer stays
 * on the screen until a newer one is there, and the engine hears when the person has stopped.
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
  /** an answer by all that is there is still to come */
  let underWay = false
  let onceMore = false
  let ended = ''
  let rest: ReturnType<typeof setTimeout> | undefined
  let joining: ReturnType<typeof setTimeout> | undefined
  let saying: ReturnType<typeof setTimeout> | undefined
  let waiting: ReturnType<typeof setTimeout> | undefined

  async function ask(by?: 'words') {
    const mine = ++latest
    clearTimeout(joining)
    onceMore = false
    const asked = text.value.trim()
    underWay = asked !== ''
    if (!underWay) return nothingAsked()
    waiting ??= setTimeout(() => {
      slow.value = true
    }, SLOW_MS)
    try {
      const found = await engine.search({
        text: asked,
        limit,
        where: where.value,
        typing: true,
        box,
        ...(by ? { by } : {}),
      })
      if (mine !== latest) return
      // what no word finds, meaning still may
      if (found.state === 'found' || (found.state === 'nothing-fits' && !by)) show(found, asked)
      if (by) {
        // nobody rests on an empty answer: what only meaning finds is asked for at once
        joining = setTimeout(ask, found.state === 'found' ? JOIN_MS : 0)
        return
      }
    } catch (error) {
      if (mine !== latest) return
      waited()
      failed.value = error instanceof Error ? error.message : String(error)
    }
    underWay = false
    if (onceMore) void ask()
  }

  function nothingAsked() {
    waited()
    answer.value = null
    answered.value = ''
    failed.value = ''
    said.value = ''
  }

  function show(found: SearchAnswer, asked: string) {
    waited()
    answer.value = found
    answered.value = asked
    failed.value = ''
    clearTimeout(saying)
    saying = setTimeout(() => {
      said.value = sayIt(found)
    }, SAY_MS)
  }

  /** A question under way is answered first: changes that come faster than answers must not keep them all away. */
  function again() {
    if (underWay) onceMore = true
    else void ask()
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
    void ask('words')
    clearTimeout(rest)
    clearTimeout(saying)
    rest = setTimeout(end, REST_MS)
  })
  onScopeDispose(() => {
    latest++
    clearTimeout(joining)
    clearTimeout(saying)
    waited()
    end()
  })
  return { text, where, answer, answered, failed, slow, said, again, end }
}
