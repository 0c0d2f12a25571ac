import { computed, ref, shallowRef, watch } from 'vue'
import {
  type ContentChoices,
  type ContentDetail,
  type FoundPassage,
  personalTraces,
  readingTime,
} from '#core/authoring'
import { blankDraft, type Draft, draftBody, fitDraft, type KeptBrief } from '#core/content'
import { slugOf } from '../framework/competency-form.ts'
import { createLosingEdits } from '../losing-edits.ts'
import { useEdit } from '../use-edit.ts'
import { useStudio } from '../use-studio.ts'
import { createObjectApi, type Finding } from './api.ts'
import { bodyFaults } from './body-faults.ts'
import { provideEditor } from './editor-world.ts'
import { formFields, taskFields } from './form-fields.ts'
import { shownBlocks } from './form-lines.ts'
import { newObjectKey, ObjectForm, objectKey } from './keep-draft.ts'
import { saidFault } from './said-fault.ts'
import { useHistory } from './use-history.ts'
import { words } from './words.ts'

export interface EditedObject {
  kind: string
  /** '' for a new one */
  id: string
  /** id of the brief a new one is written on, '' where its kind needs none */
  brief: string
}

/** An object in its editor: its text, what is missing, what it may name, and what the sentences rest on. */
export function useObject({ kind, id, brief: briefId }: EditedObject) {
  const studio = useStudio()
  const api = createObjectApi(studio)
  const isNew = id === ''
  const detail = shallowRef<ContentDetail | null>(null)
  const choices = shallowRef<ContentChoices | null>(null)
  const requests = shallowRef<{ name: string; text: string }[]>([])
  const findings = shallowRef<Finding[]>([])
  const chosen = shallowRef(new Map<string, FoundPassage>())
  /** somebody asked what is missing; a new text is not full of complaints before */
  const tried = ref(!isNew)

  const fit = (body: unknown): Draft => {
    const draft = typeof body === 'object' && body !== null ? { ...body } : {}
    return fitDraft(formFields(kind, draft as Draft), draft)
  }

  async function readDetail() {
    detail.value = await api.one(kind, id)
    const { sha256 } = detail.value
    const notes = await api.notes(kind, id).catch(() => [])
    requests.value =
      detail.value.state === 'changes-requested'
        ? notes.filter((note) => note.act === 'changes-requested' && note.sha256 === sha256)
        : []
    return detail.value
  }

  async function newBody(known: ContentChoices): Promise<Draft> {
    const type = kind === 'item' ? { type: 'scenario' } : {}
    if (briefId === '') return fit({ ...blankDraft(formFields(kind, type)), ...type })
    const { brief } = await api.brief(briefId)
    const kept: KeptBrief = { id: briefId, ...brief }
    const within = known.competencies.find(
      (one) => one.id === brief.competency || one.parts.some((part) => part.id === brief.competency),
    )
    const about =
      kind === 'item'
        ? { competency: within?.id ?? '', subCompetencies: within?.id === brief.competency ? [] : [brief.competency] }
        : kind === 'assessment'
          ? { competency: within?.id ?? '', roles: [brief.role] }
          : { competencies: [brief.competency], roles: [brief.role], task: brief.context.slice(0, 240) }
    const format = kind === 'job-aid' ? { format: brief.format } : {}
    return fit({ ...type, ...about, ...format, brief: kept })
  }

  const edit = useEdit({
    key: isNew ? newObjectKey(kind, briefId) : objectKey(kind, id),
    form: ObjectForm,
    async load() {
      const known = await api.choices()
      choices.value = known
      if (isNew) return { version: 0, body: { id: '', body: await newBody(known) } }
      const { version, body } = await readDetail()
      return { version, body: { id, body: fit(body) } }
    },
    async save({ base, body: form }) {
      const body = draftBody(formFields(kind, form.body), form.body)
      const edited = await api.save(kind, form.id, base, body)
      return edited.state === 'conflict'
        ? { ...edited, newest: { ...edited.newest, body: { id: form.id, body: fit(edited.newest.body) } } }
        : edited
    },
    settle: createLosingEdits(studio).letGo,
  })

  // a text from elsewhere (kept on the device, a machine's draft, another version) gets the form's shape once
  watch(
    () => edit.body.value,
    (form) => {
      if (!form) return
      const fitted = fit(form.body)
      if (JSON.stringify(fitted) !== JSON.stringify(form.body)) edit.body.value = { ...form, body: fitted }
    },
  )
  const history = useHistory(edit.body)

  const draft = computed({
    get: (): Draft => edit.body.value?.body ?? {},
    set: (body) => {
      if (edit.body.value) edit.body.value = { ...edit.body.value, body }
    },
  })
  // the id follows the title until somebody writes one
  const ownId = ref(false)
  watch(
    () => draft.value.title,
    (title) => {
      if (isNew && !ownId.value && edit.body.value && typeof title === 'string')
        edit.body.value = { ...edit.body.value, id: slugOf(title) }
    },
  )
  function setId(text: string) {
    ownId.value = true
    if (edit.body.value) edit.body.value = { ...edit.body.value, id: text }
  }
  const setType = (type: string) => (draft.value = { ...draft.value, type, task: blankDraft(taskFields(type)) })

  const fields = computed(() => formFields(kind, { type: draft.value.type }))
  /** as it would be saved */
  const saved = computed(() => draftBody(fields.value, draft.value))
  const faults = computed(() => bodyFaults(kind, saved.value))
  const idFault = computed(() => {
    if (!isNew) return null
    const own = edit.body.value?.id ?? ''
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(own)) return words.idWrong
    return choices.value?.objects.some((one) => one.kind === kind && one.id === own) ? words.idTaken : null
  })
  /** those whose place no field has */
  const otherFaults = computed(() => {
    const asked = new Set(fields.value.map(({ name }) => name))
    return faults.value.filter(({ path }) => !asked.has(path.split('.')[0] ?? ''))
  })
  const missing = computed(() => faults.value.length + (idFault.value ? 1 : 0))

  const keyOf = (document: string, passage: string) => `${document}#${passage}`
  provideEditor({
    choices: computed(() => choices.value),
    faultAt: (path) => {
      if (!tried.value) return null
      const fault = faults.value.find((one) => one.path === path)
      return fault ? saidFault(saved.value, fault) : null
    },
    findingsIn: (text) => findings.value.filter(({ sentence }) => text.includes(sentence)),
    sourceNow: (document, passage) =>
      detail.value?.sources.find((one) => one.document === document && one.passage === passage) ?? null,
    noteChosen: (passage) =>
      (chosen.value = new Map(chosen.value).set(keyOf(passage.document, passage.passage), passage)),
    chosen: (document, passage) => chosen.value.get(keyOf(document, passage)) ?? null,
    documents: computed(() => [...new Set(briefOf(draft.value)?.sources.map(({ document }) => document) ?? [])]),
    api,
  })

  const shown = computed(() => shownBlocks(kind, draft.value))
  const reading = computed(() =>
    (kind === 'job-aid' || kind === 'process-guide') && shown.value ? readingTime(shown.value.blocks) : null,
  )
  const traces = computed(() => (kind === 'item' ? personalTraces(textsIn(draft.value.task).join('\n')) : []))

  return {
    api,
    edit,
    history,
    draft,
    fields,
    detail,
    choices,
    requests,
    findings,
    tried,
    missing,
    idFault,
    otherFaults,
    reading,
    traces,
    setId,
    setType,
    fit,
    readDetail,
    brief: computed(() => briefOf(draft.value)),
  }
}
export type ObjectInEditor = ReturnType<typeof useObject>

function briefOf(body: Draft): KeptBrief | null {
  const { brief } = body
  return typeof brief === 'object' && brief !== null && 'sources' in brief && Array.isArray(brief.sources)
    ? (brief as KeptBrief)
    : null
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
