import { expect, test } from 'vitest'
import { createRandom } from '#core/base'
import { createClasses, type Example } from '../../../sync/commands/eval-classes.ts'
import { classFigures } from '../../../sync/commands/eval-intents.ts'

const unit = (values: readonly number[]): Float32Array => {
  const length = Math.hypot(...values)
  return Float32Array.from(values, (value) => value / length)
}

/** Classes along the axes of a space; `spread` is the noise on every axis. Class -1 lies along an axis no class has. */
function simulate(classes: number, spread: number, seed: number) {
  const random = createRandom(seed)
  const gauss = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  const dimensions = classes + 3
  return (of: number): Example => ({
    label: of < 0 ? null : `class ${of}`,
    vector: unit(
      Array.from({ length: dimensions }, (_, i) => (i === (of < 0 ? dimensions + of : of) ? 1 : 0) + spread * gauss()),
    ),
  })
}

const repeat = <T>(times: number, make: (i: number) => T): T[] => Array.from({ length: times }, (_, i) => make(i))

test('classes far apart are told apart, and what has none is turned away, with a threshold from training alone', () => {
  const draw = simulate(10, 0.1, 1)
  const train = repeat(100, (i) => draw(i % 10))
  const outside = repeat(60, (i) => draw(-1 - (i % 3)))
  const figures = classFigures(train, [...repeat(200, (i) => draw(i % 10)), ...outside])
  expect(figures).toMatchObject({ accuracy: 1, auroc: 1, falseOffer: 0, falseSilence: 0, classes: 10, examples: 100 })
})

test('on pure noise accuracy and AUROC are those of chance', () => {
  const random = createRandom(2)
  const noise = () => unit(repeat(30, () => random.next() - 0.5))
  const label = (i: number) => `class ${i % 4}`
  const train = repeat(200, (i): Example => ({ label: label(i), vector: noise() }))
  const outside = repeat(1000, (): Example => ({ label: null, vector: noise() }))
  const figures = classFigures(train, [
    ...repeat(1000, (i): Example => ({ label: label(i), vector: noise() })),
    ...outside,
  ])
  expect(Math.abs((figures.accuracy ?? 0) - 0.25)).toBeLessThan(0.06)
  expect(Math.abs((figures.auroc ?? 0) - 0.5)).toBeLessThan(0.05)
})

test('texts marked oos in training move the threshold to where they lie', () => {
  const draw = simulate(10, 0.3, 3)
  const train = repeat(100, (i) => draw(i % 10))
  const test = [...repeat(300, (i) => draw(i % 10)), ...repeat(300, (i) => draw(-1 - (i % 3)))]
  const marked = classFigures([...train, ...repeat(60, (i) => draw(-1 - (i % 3)))], test)
  const error = (figures: ReturnType<typeof classFigures>) => (figures.falseOffer ?? 1) + (figures.falseSilence ?? 1)
  expect(error(marked)).toBeLessThan(0.35)
  // the same texts as a class of their own, so that the threshold lies elsewhere, do worse
  const close = repeat(60, (i) => ({ ...draw(i % 10), label: null }))
  expect(error(classFigures([...train, ...close], test))).toBeGreaterThan(error(marked))
})

test('an example is never its own neighbour, and a class left out is never guessed', () => {
  const [x, y] = [unit([1, 0, 0]), unit([0, 1, 0])]
  const classes = createClasses([
    { vector: x, label: 'x' },
    { vector: unit([1, 0.5, 0]), label: 'x' },
    { vector: y, label: 'y' },
  ])
  expect(classes.guess(x).score).toBeGreaterThan(classes.guess(x, { example: 0 }).score)
  expect(classes.guess(x, { label: 'x' }).label).toBe('y')
  // the only example of its class leaves nothing behind
  expect(classes.guess(y, { example: 2 }).label).toBe('x')
})

test('a training file without two labels is refused', () => {
  const one: Example[] = [{ label: 'a', vector: unit([1, 0]) }]
  expect(() => classFigures(one, one)).toThrow(/at least two labels/)
})
