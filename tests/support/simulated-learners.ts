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
  /** chance of being right alone on a typical item of the first skill at this moment */
  alone: number
  aided: boolean
  confidence: 'guess' | 'think-so' | 'sure'
  tookMs: number
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
  /** share of answers given with an aid open, which adds 1.5 logits */
  aided: number
  /** share of answers before which days pass, 1 to 30 */
  pauses: number
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
  aided: 0,
  pauses: 0.1,
}
/** Assessments at work: few answers on few parts, months between, aids at hand. */
export const workWorld: World = {
  ...gentleWorld,
  learners: 600,
  answersEach: 36,
  skills: 10,
  forgettingPerDay: 0.01,
  mood: 0.3,
  linked: 0,
  aided: 0.2,
  pauses: 0.3,
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
      if (random.next() < world.pauses) day += 1 + random.int(30)
      const item = skill * world.itemsEach + random.int(world.itemsEach)
      const { skills, ease } = items[item] ?? { skills: [], ease: 0 }
      mood = 0.85 * mood + Math.sqrt(1 - 0.85 ** 2) * normal()
      const standing = skills.map((k) => {
        const faded = (learnt[k] ?? 0) * Math.exp(-world.forgettingPerDay * (day - (practisedOn[k] ?? 0)))
        learnt[k] = faded
        return ability + (skillEase[k] ?? 0) + (own[k] ?? 0) + faded
      })
      const link = world.linked * (last.get(item - 1) ?? 0)
      const aided = random.next() < world.aided
      const logit = Math.min(...standing) + ease + world.mood * mood + link + (aided ? 1.5 : 0)
      const p = world.noise / 2 + (1 - world.noise) / (1 + Math.exp(-logit))
      const correct = random.next() < p ? 1 : 0
      last.set(item, correct ? 1 : -1)
      for (const k of skills) {
        learnt[k] = (learnt[k] ?? 0) + (rate[k] ?? 0) * (correct ? 1 : 0.6) * Math.exp(-0.3 * (learnt[k] ?? 0))
        practisedOn[k] = day
      }
      const alone = 1 / (1 + Math.exp(-(standing[0] ?? 0)))
      // people who know say so more often, and answer sooner
      const felt = logit + normal()
      const confidence = felt > 1.5 ? 'sure' : felt < -0.5 ? 'guess' : 'think-so'
      const tookMs = Math.round(30_000 * Math.exp(0.5 * normal() - 0.25 * logit))
      return {
        learner: `l${l}`,
        item: `i${item}`,
        skills: skills.map((k) => `s${k}`),
        correct,
        day,
        p,
        alone,
        aided,
        confidence,
        tookMs,
      }
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
