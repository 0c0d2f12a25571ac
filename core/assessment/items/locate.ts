import * as v from 'valibot'
import { Sha256 } from '#core/content'
import { told } from '../choice.ts'
import { defineItemType } from '../item-type.ts'
import { distinct, reviewedTask, shuffledOptions, taskBlocks, taskEntries, taskForm, Words } from '../task.ts'

const PerCent = v.pipe(v.number(), v.minValue(0), v.maxValue(100))

/** A named part of the picture; sides are per cent of the picture's width and height. */
const Area = v.pipe(
  v.object({
    name: v.pipe(Words, v.maxLength(120)),
    left: PerCent,
    top: PerCent,
    width: v.pipe(PerCent, v.minValue(1)),
    height: v.pipe(PerCent, v.minValue(1)),
    right: v.optional(v.boolean(), false),
    why: Words,
  }),
  v.check(({ left, top, width, height }) => left + width <= 100 && top + height <= 100, 'must lie within the picture'),
)
type Area = v.InferOutput<typeof Area>

const Task = v.object({
  ...taskEntries,
  picture: v.object({ sha256: Sha256, alt: Words }),
  areas: v.pipe(
    v.array(Area),
    v.minLength(3),
    v.maxLength(12),
    v.check((areas) => distinct(areas.map(({ name }) => name)), 'must not name an area twice'),
    v.check((areas) => areas.some(({ right }) => right), 'must have a right area'),
    v.check((areas) => areas.some(({ right }) => !right), 'must have an area that is not right'),
  ),
})

/** A fingertip is broad: this far beside an area, in thousandths of the picture's sides, still means it. */
const NEAR = 20

/** Points at the place on a picture. Where areas lie in each other the smallest counts. Score: 1 or 0. */
export const locate = defineItemType({
  type: 'locate',
  produces: true,
  form: [
    ...taskForm,
    { name: 'picture', type: 'picture', label: 'The picture' },
    {
      name: 'areas',
      type: 'list',
      label: 'Places on it, right and wrong',
      hint: 'Who cannot point chooses one of these by name, so name what can be seen and not what it is for.',
      item: {
        type: 'group',
        fields: [
          { name: 'name', type: 'text', label: 'Name', max: 120 },
          { name: 'left', type: 'number', label: 'From the left, per cent', min: 0, max: 100, step: 0.5 },
          { name: 'top', type: 'number', label: 'From the top, per cent', min: 0, max: 100, step: 0.5 },
          { name: 'width', type: 'number', label: 'Width, per cent', min: 1, max: 100, step: 0.5 },
          { name: 'height', type: 'number', label: 'Height, per cent', min: 1, max: 100, step: 0.5 },
          { name: 'right', type: 'flag', label: 'This is the place' },
          { name: 'why', type: 'long-text', label: 'Told after the answer', max: 1_000 },
        ],
      },
      itemLabel: 'Place',
      min: 3,
      max: 12,
    },
  ],
  taskSchema: Task,
  responseSchema: v.object({ answer: v.literal('locate'), x: Thousandth(), y: Thousandth() }),
  present: (task, seed) => {
    const middles = new Map(task.areas.map((area) => [area.name, middleOf(area)]))
    const places = shuffledOptions([...middles.keys()], seed).map((place) => ({
      ...place,
      ...(middles.get(place.text) ?? { x: 0, y: 0 }),
    }))
    return { blocks: taskBlocks(task), control: { answer: 'locate', label: task.ask, ...task.picture, places } }
  },
  review: (task) => {
    const line = (area: Area) => told({ text: `${area.name}, ${where(area)}`, why: area.why })
    return [
      ...reviewedTask(task),
      { block: 'image', ...task.picture },
      {
        block: 'do-dont',
        do: task.areas.filter(({ right }) => right).map(line),
        dont: task.areas.filter(({ right }) => !right).map(line),
      },
    ]
  },
  score: async (task, { x, y }) => {
    const hit = areaAt(task.areas, x, y)
    const place = task.areas.find(({ right }) => right)
    const correct = hit?.right === true
    const criterion = {
      criterion: 'place',
      text: task.ask,
      verdict: correct ? ('met' as const) : ('missed' as const),
      feedback: correct ? hit.why : `${hit ? `${hit.why} ` : ''}It is here: ${place?.name}. ${place?.why}`,
      quote: hit?.name ?? null,
    }
    return { state: 'scored', score: correct ? 1 : 0, correct, criteria: [criterion] }
  },
  examples: [
    {
      task: {
        difficulty: 'easier',
        situation: ['You are about to send a refund of 80.'],
        ask: 'Where do you see what you may approve yourself?',
        picture: { sha256: '0'.repeat(64), alt: 'A refund form with a note above it and a button below it' },
        areas: [
          { name: 'The note', left: 5, top: 5, width: 90, height: 12, right: true, why: 'It names your limit.' },
          { name: 'The amount', left: 5, top: 30, width: 40, height: 10, why: 'That is what is to be refunded.' },
          { name: 'The button', left: 5, top: 80, width: 30, height: 10, why: 'It sends the refund.' },
        ],
      },
      response: { answer: 'locate', x: 500, y: 110 },
      correct: true,
    },
  ],
})

function Thousandth() {
  return v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000))
}

const middleOf = ({ left, top, width, height }: Area) => ({
  x: Math.round((left + width / 2) * 10),
  y: Math.round((top + height / 2) * 10),
})

/** The smallest area the point lies in, else the nearest within a fingertip. */
function areaAt(areas: readonly Area[], x: number, y: number): Area | null {
  const near = areas
    .map((area) => ({ area, far: distance(area, x, y), size: area.width * area.height }))
    .filter(({ far }) => far <= NEAR)
    .sort((a, b) => a.far - b.far || a.size - b.size)
  return near[0]?.area ?? null
}

const distance = ({ left, top, width, height }: Area, x: number, y: number): number =>
  Math.max(left * 10 - x, x - (left + width) * 10, top * 10 - y, y - (top + height) * 10, 0)

const where = ({ left, top, width, height }: Area): string =>
  `${left} to ${left + width} per cent across, ${top} to ${top + height} down`
