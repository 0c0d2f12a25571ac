import * as v from 'valibot'
import { computed, onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue'
import type { AnswerRead, AnswerReading, AnswerToRead } from '#core/authoring'
import { faultOf } from '../../fault.ts'
import { dropKept, keepText, readKept } from '../kept-text.ts'

const Kept = v.object({ verdicts: v.record(v.string(), v.picklist(['met', 'missed'])), note: v.string() })

/**
 * What a person makes of an answer while they make it: kept on the device with every change, sent when it is complete, and sent by
 * itself when the connection is back.
 */
export function useReading(
  id: string,
  answer: Readonly<Ref<AnswerToRead | null>>,
  send: (reading: AnswerReading) => Promise<AnswerRead>,
) {
  const key = `answer ${id}`
  const kept = readKept(key, Kept)?.body
  const verdicts = ref<Record<string, 'met' | 'missed' | undefined>>({ ...kept?.verdicts })
  const note = ref(kept?.note ?? '')
  const state = ref<'open' | 'sending' | 'waiting'>('open')
  const failed = ref('')
  const done = shallowRef<AnswerRead | null>(null)
  const criteria = computed(() => answer.value?.criteria ?? [])
  const complete = computed(
    () =>
      criteria.value.length > 0 &&
      criteria.value.every((criterion) => verdicts.value[criterion.id] !== undefined) &&
      (answer.value?.contested !== true || note.value.trim() !== ''),
  )
  watch(
    [verdicts, note],
    () => {
      if (!done.value) keepText(key, { base: 0, body: { verdicts: verdicts.value, note: note.value } })
    },
    { deep: true },
  )

  async function sendNow() {
    if (!complete.value || state.value === 'sending' || done.value) return
    state.value = 'sending'
    failed.value = ''
    try {
      const said = criteria.value.flatMap(({ id: criterion }) => {
        const verdict = verdicts.value[criterion]
        return verdict ? [{ criterion, verdict }] : []
      })
      done.value = await send({ criteria: said, note: note.value.trim() || null })
      state.value = 'open'
      dropKept(key)
    } catch (error) {
      const { code, message } = faultOf(error)
      state.value = code === 'offline' ? 'waiting' : 'open'
      failed.value = code === 'offline' ? '' : message
    }
  }
  const over = new AbortController()
  addEventListener('online', () => state.value === 'waiting' && void sendNow(), { signal: over.signal })
  onScopeDispose(() => over.abort())
  return { verdicts, note, state, failed, done, complete, send: sendNow }
}
