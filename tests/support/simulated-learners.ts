import { createRandom, csvText } from '#core/base'

/** One answer of a simulated learner, with the chance it was drawn from. */
export interface SimulatedAnswer {
  learner: string
  item: string
  skills: readonly string[]
  correct: 0 | 1
  /** days since the first learner began */
  day: number
  p: number
}

export interface World {
  learners: number
  answersEach: number
  skills: number
  itemsEach: number
  /** what one practice adds to a skill, logits, before it wears off */
  learning: number
  /** share of what was learnt that a day takes away */
  forgettingPerDay: number
  /** share of answers that are chance alone */
  noise: number
  /** how strongly answers in a row hang together beside ability: attention that comes and goes, logits */
  mood: number
  /** what being right on the item before it in its group adds, logits */
  linked: number
}

export const gentleWorld: World = {
  learners: 3000,
  answersEach: 100,
  skills: 60,
  itemsEach: 10,
  learning: 0.35,
  forgettingPerDay: 0.04,
  noise: 0,
  mood: 0.6,
  linked: 0.8,
}
export const harshWorld: World = { ...gentleWorld, noise: 0.25, mood: 0.2, linked: 0.2, learning: 0.15 }

/** Learners with planted ability, learning, forgetting, attention and links between items; the same for a seed. */
export function simulateLearners(world: World, seed: number): SimulatedAnswer[] {
  const random = createRandom(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  const skillEase = Array.from({ length: world.skills }, () => 0.4 + 0.7 * normal())
  const rate = Array.from({ length: world.skills }, () => world.learning * Math.exp(0.4 * normal()))
  const items = Array.from({ length: world.skills * world.itemsEach }, (_, i) => {
    const first = Math.floor(i / world.itemsEach)
    const second = random.next() < 0.2 ? [random.int(world.skills)] : []
    return { skills: [...new Set([first, ...second])], ease: 0.9 * normal() }
  })
  return Array.from({ length: world.learners }, (_, l) => {
    const ability = 0.9 * normal()
    const own = skillEase.map(() => 0.6 * normal())
    const learnt = new Float64Array(world.skills)
    const practisedOn = new Float64Array(world.skills)
    const last = new Map<number, number>()
    let mood = normal()
    let day = 0
    let skill = random.int(world.skills)
    return Array.from({ length: world.answersEach }, (): SimulatedAnswer => {
      // one skill for a while, then another; now and then days go by
      if (random.next() < 0.15) skill = random.int(world.skills)
      if (random.next() < 0.1) day += 1 + random.int(14)
      const item = skill * world.itemsEach + random.int(world.itemsEach)
      const { skills, ease } = items[item] ?? { skills: [], ease: 0 }
      mood = 0.85 * mood + Math.sqrt(1 - 0.85 ** 2) * normal()
      const standing = skills.map((k) => {
        const faded = (learnt[k] ?? 0) * Math.exp(-world.forgettingPerDay * (day - (practisedOn[k] ?? 0)))
        learnt[k] = faded
        return ability + (skillEase[k] ?? 0) + (own[k] ?? 0) + faded
      })
      const link = world.linked * (last.get(item - 1) ?? 0)
      const logit = Math.min(...standing) + ease + world.mood * mood + link
      const p = world.noise / 2 + (1 - world.noise) / (1 + Math.exp(-logit))
      const correct = random.next() < p ? 1 : 0
      last.set(item, correct ? 1 : -1)
      for (const k of skills) {
        learnt[k] = (learnt[k] ?? 0) + (rate[k] ?? 0) * (correct ? 1 : 0.6) * Math.exp(-0.3 * (learnt[k] ?? 0))
        practisedOn[k] = day
      }
      return { learner: `l${l}`, item: `i${item}`, skills: skills.map((k) => `s${k}`), correct, day, p }
    })
  }).flat()
}

/** As `eval tracing` reads it: one learner in five kept aside, order by number. */
export function tracingCsv(answers: readonly SimulatedAnswer[]): string {
  const isTest = (learner: string) => Number(learner.slice(1)) % 5 === 0
  return csvText([
    ['learner', 'item', 'skill', 'correct', 'order', 'split'],
    ...answers.map(({ learner, item, skills, correct }, i) => [
      learner,
      item,
      skills.join(';'),
      correct,
      i,
      isTest(learner) ? 'test' : 'train',
    ]),
  ])
}
