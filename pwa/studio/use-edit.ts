import type { GenericSchema, InferOutput } from 'valibot'
import { computed, onMounted, onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue'
import type { Edited } from '#core/authoring'
import { parse } from '#core/base'
import { type Fault, faultOf } from '../fault.ts'
import { dropKept, keepText, readKept } from './kept-text.ts'

interface EditOptions<T extends GenericSchema> {
  /** names what is edited on this device: `competency handle-refund` */
  key: string
  /** of the form, which may be half filled in: what is kept on the device has to fit it, what is saved is checked by the server */
  form: T
  /** version 0 and an empty form where it is new */
  load(): Promise<{ version: number; body: InferOutput<T> }>
  save(edit: { base: number; body: InferOutput<T> }): Promise<Edited>
  /** the text kept as losing became a version after all */
  settle?(losing: string): Promise<unknown>
}

/** The newest version, saved by somebody else while this text was written. */
export interface Conflict<T> {
  version: number
  person: string
  at: string
  body: T
  losing: string | null
}

/** How long until what could not be sent is tried again. */
const AGAIN_MS = 10_000

/**
 * A text in an editor: kept on the device with every change, saved where nobody else saved meanwhile, and shown beside the
 * newest where somebody did. A connection that is lost loses nothing: it is saved when the server answers again.
 */
export function useEdit<T extends GenericSchema>(options: EditOptions<T>) {
  type Body = InferOutput<T>
  const body: Ref<Body | null> = ref(null)
  const base = ref(0)
  const state = ref<'loading' | 'clean' | 'unsaved' | 'saving' | 'waiting'>('loading')
  const fault = ref<Fault | null>(null)
  const conflict = shallowRef<Conflict<Body> | null>(null)
  /** the text on the screen is one from before, kept on this device */
  const restored = ref(false)
  /** version of the last save on this screen */
  const savedVersion = ref<number | null>(null)
  let saved = ''
  let losing: string | null = null
  const textOf = (value: unknown) => JSON.stringify(value)
  const copyOf = (value: Body): Body => JSON.parse(textOf(value))

  function show(version: number, newest: Body) {
    base.value = version
    saved = textOf(newest)
    body.value = copyOf(newest)
    conflict.value = null
    restored.value = false
    state.value = 'clean'
    dropKept(options.key)
  }

  async function load() {
    const kept = readKept(options.key, options.form)
    fault.value = null
    try {
      const newest = await options.load()
      if (!kept || textOf(kept.body) === textOf(newest.body)) return show(newest.version, newest.body)
      saved = kept.base === newest.version ? textOf(newest.body) : ''
      if (kept.base !== newest.version)
        conflict.value = { version: newest.version, person: '', at: '', body: newest.body, losing: null }
    } catch (error) {
      fault.value = faultOf(error)
      if (!kept) return
    }
    base.value = kept.base
    body.value = kept.body
    restored.value = true
    state.value = 'unsaved'
  }

  watch(
    body,
    (now) => {
      if (now === null || state.value === 'saving') return
      if (textOf(now) === saved) {
        dropKept(options.key)
        if (state.value !== 'waiting') state.value = 'clean'
        return
      }
      keepText(options.key, { base: base.value, body: now })
      if (state.value === 'clean') {
        state.value = 'unsaved'
        savedVersion.value = null
      }
    },
    { deep: true, flush: 'sync' },
  )

  /** @returns whether it is now the newest version */
  async function save(): Promise<boolean> {
    if (body.value === null || state.value === 'saving' || conflict.value) return false
    const sent = copyOf(body.value)
    keepText(options.key, { base: base.value, body: sent })
    state.value = 'saving'
    fault.value = null
    try {
      const edited = await options.save({ base: base.value, body: sent })
      if (edited.state === 'conflict') {
        conflict.value = {
          ...edited.newest,
          body: parse(options.form, edited.newest.body, 'newest version'),
          losing: edited.losing,
        }
        state.value = 'unsaved'
        return false
      }
      base.value = edited.version
      savedVersion.value = edited.version
      saved = textOf(sent)
      restored.value = false
      if (losing !== null) await options.settle?.(losing).catch(() => undefined)
      losing = null
      if (textOf(body.value) === saved) {
        dropKept(options.key)
        state.value = 'clean'
      } else {
        keepText(options.key, { base: base.value, body: body.value })
        state.value = 'unsaved'
      }
      return true
    } catch (error) {
      const failed = faultOf(error)
      state.value = failed.code === 'offline' ? 'waiting' : 'unsaved'
      fault.value = failed.code === 'offline' ? null : failed
      keepText(options.key, { base: base.value, body: body.value })
      return false
    }
  }

  function takeTheirs() {
    const theirs = conflict.value
    if (theirs) show(theirs.version, theirs.body)
  }
  /** goes on with one's own text, now written on the newest version */
  function takeMine() {
    const theirs = conflict.value
    if (!theirs || body.value === null) return
    losing = theirs.losing
    base.value = theirs.version
    saved = textOf(theirs.body)
    conflict.value = null
    keepText(options.key, { base: base.value, body: body.value })
  }
  async function discard() {
    dropKept(options.key)
    state.value = 'loading'
    body.value = null
    conflict.value = null
    await load()
  }
  /** puts a text kept from before into the editor, unsaved; @param from its losing edit, settled once it is saved */
  function takeOver(text: Body, from: string | null) {
    losing = from
    body.value = copyOf(text)
  }

  const over = new AbortController()
  const again = () => {
    if (state.value === 'waiting') void save()
  }
  addEventListener('online', again, { signal: over.signal })
  const timer = setInterval(again, AGAIN_MS)
  onScopeDispose(() => {
    over.abort()
    clearInterval(timer)
  })
  onMounted(load)

  return {
    body,
    base,
    state,
    fault,
    conflict,
    restored,
    savedVersion,
    ready: computed(() => body.value !== null),
    load,
    save,
    discard,
    takeMine,
    takeTheirs,
    takeOver,
  }
}
export type Edit<T extends GenericSchema = GenericSchema> = ReturnType<typeof useEdit<T>>
