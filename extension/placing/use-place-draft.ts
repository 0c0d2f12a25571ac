import { onMounted, onUnmounted, ref, shallowRef, watch } from 'vue'
import { engine } from '../engine-link/page-engine.ts'
import { draftBody, draftOf, emptyDraft, forgetDraft, keepDraft, type PlaceDraft, readDraft } from './place-draft.ts'
import { placeWords as words } from './place-words.ts'

/** Typing is not written down at every letter, ms. */
const REST_MS = 300

/** The draft of a placement: kept on the device at every change, sent when the author says so, gone once it was taken. */
export function usePlaceDraft(again: { placement: string } | null) {
  const draft = ref<PlaceDraft | null>(null)
  const failed = ref('')
  const sending = ref(false)
  const sent = shallowRef<string | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function load() {
    failed.value = ''
    try {
      const kept = await readDraft(again?.placement ?? null)
      draft.value = kept ?? (again ? await existing(again.placement) : emptyDraft())
    } catch (error) {
      failed.value = error instanceof Error ? error.message : String(error)
    }
  }
  async function existing(id: string): Promise<PlaceDraft> {
    const body = await engine.placement(id)
    if (!body) return emptyDraft()
    const found = draftOf(id, body, '')
    const aid =
      found.aid && (await engine.aids()).find((one) => one.kind === found.aid?.kind && one.id === found.aid.id)
    return draftOf(id, body, aid?.title ?? found.title)
  }
  function keepNow() {
    clearTimeout(timer)
    if (draft.value && sent.value === null && draft.value.aid) void keepDraft(draft.value)
  }
  onMounted(load)
  onUnmounted(keepNow)
  watch(
    draft,
    () => {
      clearTimeout(timer)
      timer = setTimeout(keepNow, REST_MS)
    },
    { deep: true },
  )

  async function send() {
    if (!draft.value) return
    failed.value = ''
    sending.value = true
    try {
      await keepDraft(draft.value)
      const reply = await engine.sendPlacement(draft.value.id, draftBody(draft.value))
      if (reply.state === 'refused') failed.value = words.send.refused(reply.reason)
      else {
        sent.value = reply.change === 'same' ? words.send.same : words.send.sent(reply.version)
        await forgetDraft(draft.value)
      }
    } catch (error) {
      failed.value = words.send.failed(error instanceof Error ? error.message : String(error))
    }
    sending.value = false
  }
  async function startOver() {
    clearTimeout(timer)
    if (draft.value) await forgetDraft(draft.value)
    sent.value = null
    failed.value = ''
    draft.value = emptyDraft()
  }
  return { draft, failed, sending, sent, load, send, startOver }
}
