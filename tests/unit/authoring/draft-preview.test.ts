import { describe, expect, it } from 'vitest'
import { showableDraft } from '#core/authoring'
import { blankDraft, contentKind, contentKinds, type Draft, draftBody } from '#core/content'

const shown = (kind: string, draft: Draft) => showableDraft(draft, (body) => contentKind(kind).faults(body))

describe('a draft that is not whole yet', () => {
  it.each(contentKinds.filter(({ form }) => form !== 'own' && form.length > 0).map(({ kind }) => kind))(
    'of kind %s can be shown from its first empty form',
    (kind) => {
      const { form } = contentKind(kind)
      if (form === 'own') return
      const type = kind === 'item' ? { type: 'scenario', task: {} } : {}
      const body = shown(kind, { ...draftBody(form, blankDraft(form)), ...type })
      expect(body).not.toBeNull()
      contentKind(kind).check(body)
    },
  )

  it('shows what is written and a gap for what is not', () => {
    const form = contentKind('job-aid').form
    if (form === 'own') throw new Error('a job aid has a form')
    const draft = blankDraft(form)
    const body = shown('job-aid', {
      ...draft,
      title: 'Refund a lamp',
      parts: [{ blocks: [{ block: 'steps', items: ['Open the order', ''] }], sources: [] }],
    })
    expect(body?.title).toBe('Refund a lamp')
    expect(contentKind('job-aid').view(body)).toEqual([{ block: 'steps', items: ['Open the order', '…'] }])
  })

  it('leaves the draft itself as it is', () => {
    const draft = { title: '', parts: [] }
    shown('job-aid', draft)
    expect(draft).toEqual({ title: '', parts: [] })
  })
})
