import { computed, onMounted, onUnmounted, ref, shallowRef, watch } from 'vue'
import { engine } from '../engine-link/page-engine.ts'
import { againOf, forgetDraft, keepDraft, readDraft } from './draft-store.ts'
import { draftBody, draftOf, emptyDraft, type PlaceDraft } from './place-draft.ts'
import { placeWords as words } from './place-words.ts'

/** Typing is not written down at every letter, ms. */
const REST_MS = 300

const saysOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** The draft of a placement: kept on the device from the first edit on, sent when the author says so, gone once it was taken. */
export function usePlaceDraft(again: { placement: string } | null) {
  const draft = ref<PlaceDraft | null>(null)
  const failed = ref('')
  /** why it could not be kept */
  const notKept = ref('')
  /** the server's placement, where it is newer than what the kept draft began from */
  const newer = shallowRef<PlaceDraft | null>(null)
  const sending = ref(false)
  const sent = shallowRef<string | null>(null)
  /** as JSON, what the screen began with: only what differs is an edit */
  const began = ref('')
  const edited = computed(() => draft.value !== null && JSON.stringify(draft.value) !== began.value)
  let timer: ReturnType<typeof setTimeout> | undefined

  /** What is given was not edited yet; a kept draft was. */
  function begin(from: PlaceDraft, isKept: boolean): void {
    began.value = isKept ? '' : JSON.stringify(from)
    draft.value = from
  }
  async function load() {
    failed.value = ''
    try {
      const kept = await readDraft(again?.placement ?? null)
      if (!kept) return begin((again && (await existing(again.placement))) ?? emptyDraft(), false)
      begin(kept, true)
      // without the server the draft is there all the same
      const now = again && (await existing(again.placement).catch(() => null))
      if (now && (now.basedOn ?? 0) > (kept.basedOn ?? 0)) newer.value = now
    } catch (error) {
      failed.value = saysOf(error)
    }
  }
  async function existing(id: string): Promise<PlaceDraft | null> {
    const placed = await engine.placement(id)
    if (!placed) return null
    const found = draftOf(id, placed, '')
    const aid =
      found.aid && (await engine.aids()).find((one) => one.kind === found.aid?.kind && one.id === found.aid.id)
    return draftOf(id, placed, aid?.title ?? found.title)
  }
  async function keepNow(): Promise<void> {
    clearTimeout(timer)
    if (!draft.value?.aid || !edited.value || sent.value !== null) return
    try {
      await keepDraft(draft.value)
      notKept.value = ''
    } catch (error) {
      notKept.value = saysOf(error)
    }
  }
  onMounted(load)
  onUnmounted(keepNow)
  watch(
    draft,
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => void keepNow(), REST_MS)
    },
    { deep: true },
  )

  async function send() {
    if (!draft.value) return
    failed.value = ''
    sending.value = true
    await keepNow()
    try {
      const reply = await engine.sendPlacement(draft.value.id, draftBody(draft.value))
      if (reply.state === 'refused') failed.value = words.send.refused(reply.reason)
      else {
        sent.value = reply.change === 'same' ? words.send.same : words.send.sent(reply.version)
        await forgetDraft(againOf(draft.value)).catch(() => {})
      }
    } catch (error) {
      failed.value = (notKept.value || !edited.value ? words.send.failedUnkept : words.send.failed)(saysOf(error))
    }
    sending.value = false
  }
  async function startOver() {
    clearTimeout(timer)
    sent.value = null
    failed.value = ''
    newer.value = null
    try {
      await forgetDraft(draft.value ? againOf(draft.value) : (again?.placement ?? null))
      begin(emptyDraft(), false)
    } catch (error) {
      failed.value = saysOf(error)
    }
  }
  /** The kept draft is given up for what the server has. */
  async function startFromNewer() {
    clearTimeout(timer)
    const now = newer.value
    if (!now) return
    newer.value = null
    begin(now, false)
    await forgetDraft(againOf(now)).catch((error: unknown) => {
      notKept.value = saysOf(error)
    })
  }
  return { draft, edited, failed, notKept, newer, sending, sent, load, send, startOver, startFromNewer }
}
