import { describe, expect, it } from 'vitest'
import { parse } from '#core/base'
import { createFurniture, Signals } from '#core/context'

const page = (own: string, more: Partial<Signals> = {}): Signals =>
  parse(
    Signals,
    {
      host: 'flows.example',
      pathShape: '/',
      title: 'Flowtool',
      headings: ['Palette', own],
      labels: ['Filter nodes', `${own} name`],
      focused: null,
      banners: [],
      controls: [
        { role: 'button', name: 'Deploy', testId: null },
        { role: 'button', name: `Save ${own}`, testId: null },
      ],
      ...more,
    },
    'page signals',
  )
const pages = ['Timer', 'Function', 'Request', 'Error', 'Import', 'Export'].map((own) => page(own))

describe('what a tool shows whatever one does in it', () => {
  it('is left out once enough of the tool was seen, and what is the page’s own stays', () => {
    const furniture = createFurniture()
    pages.forEach(furniture.note)
    expect(furniture.without(page('Timer'))).toMatchObject({
      title: '',
      headings: ['Timer'],
      labels: ['Timer name'],
      controls: [{ name: 'Save Timer' }],
    })
  })

  it('is not known after few pages, nor in another tool', () => {
    const furniture = createFurniture()
    pages.slice(1).forEach(furniture.note)
    expect(furniture.without(page('Timer'))).toEqual(page('Timer'))
    pages.forEach(furniture.note)
    expect(furniture.without(page('Timer', { host: 'other.example' })).title).toBe('Flowtool')
  })

  it('is not what one screen says all day: the same screen with another focus or message counts once', () => {
    const furniture = createFurniture()
    for (let i = 0; i < 50; i++) furniture.note(page('Timer', { banners: [`Saved ${i}`], focused: 'Timer name' }))
    pages.forEach(furniture.note)
    expect(furniture.without(page('Timer')).headings).toEqual(['Timer'])
  })
})
