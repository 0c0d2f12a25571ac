import { describe, expect, it } from 'vitest'
import { type CompetencyBody, createCompetencyIndex, documentDomains, domainsOf } from '#core/competencies'
import { competency } from '#core/content'

const example = competency.examples[0] as CompetencyBody
const [sub] = example.subCompetencies
const index = createCompetencyIndex([
  { id: 'handle-refund', body: example },
  { id: 'close-till', body: { ...example, title: 'Close the till', subCompetencies: [{ ...sub, id: 'count-float' }] } },
])

describe('domains', () => {
  it('are the competencies that sub-competencies belong to, each once', () => {
    expect(domainsOf(['count-float', 'refund-limits', 'handle-refund'], index)).toEqual(['close-till', 'handle-refund'])
  })
  it('of an id the framework does not know are that id, so that it falls out of no check', () => {
    expect(domainsOf(['pack-parcels'], index)).toEqual(['pack-parcels'])
  })
  it('keep a part that a new competency names too, so that naming it takes nothing out of a domain that is blocked', () => {
    const claimed = createCompetencyIndex([
      ...index.all,
      { id: 'a-new-one', body: example },
      { id: 'z-new-one', body: example },
    ])
    expect(domainsOf(['refund-limits'], claimed)).toEqual(['a-new-one', 'handle-refund', 'z-new-one'])
    const moved = createCompetencyIndex([
      { id: 'handle-refund', body: { ...example, retiredOn: '2026-11-01', replacedBy: ['a-new-one'] } },
      { id: 'a-new-one', body: example },
    ])
    expect(domainsOf(['refund-limits'], moved)).toEqual(['a-new-one'])
  })
  it('of a document without competencies are its folder', () => {
    expect(documentDomains({ competencies: [], path: 'travel/booking.md' }, index)).toEqual(['folder:travel'])
    expect(documentDomains({ competencies: [], path: 'readme.md' }, index)).toEqual(['folder:'])
    expect(documentDomains({ competencies: ['refund-limits'], path: 'a/b.md' }, index)).toEqual(['handle-refund'])
  })
})
