import { expect, it } from 'vitest'
import { readingTime } from '#core/authoring'
import { contentKind } from '#core/content'
import { demoAssessments, demoObjects } from '../../support/demo-content.ts'

const MOST_SECONDS = 300

it('the one aid a miss leads to is read in five minutes at most, in every assessment of the demo', () => {
  const objects = demoObjects()
  const aids = [...demoAssessments().blueprints.values()].flatMap(({ remedial }) => remedial.map(({ aid }) => aid))
  expect(aids.length).toBeGreaterThan(4)
  for (const id of aids) {
    const object = objects.find((each) => each.id === id && contentKind(each.kind).readable)
    const { seconds } = readingTime(object ? contentKind(object.kind).view(object.body) : [])
    expect(seconds, id).toBeGreaterThan(0)
    expect(seconds, id).toBeLessThanOrEqual(MOST_SECONDS)
  }
})
