import { type Anchor, type Clue, clues } from './anchor.ts'
import { compare, type Reading } from './compare.ts'
import type { PageFacts } from './facts.ts'

/** Share of an anchor's clues, weighted, that must hold. */
export const THRESHOLD = 0.6
/** How far the second best of the same role must stay behind. */
export const MARGIN = 0.2

/** How much a clue says about which element it is. */
const weights: Readonly<Record<Clue, number>> = {
  name: 3,
  label: 1,
  'test-id': 3,
  attributes: 2,
  structure: 1.5,
  heading: 1,
  neighbours: 1.5,
  item: 2,
}
/** A clue that says something else counts against the element; one that is gone only does not count for it. */
const CONTRADICTED = -0.5

/** Clues of one family tend to change together, so they count once where independent agreement is asked for. */
const families: readonly (readonly Clue[])[] = [
  ['name', 'label'],
  ['test-id'],
  ['attributes'],
  ['structure'],
  ['heading', 'neighbours', 'item'],
]

export type Located =
  /** `index` in `page.elements`; `score` and `margin` 0-1 */
  | { state: 'found'; index: number; score: number; margin: number; kept: Clue[] }
  /** `lostClues`: what the nearest element lacks, or all of them; `best`: its score, absent where no element has the role */
  | { state: 'lost'; why: 'no-such-role' | 'not-sure' | 'two-alike'; lostClues: Clue[]; best?: number }

/**
 * Finds the element an anchor was made for, or says that it is lost: where in doubt it is lost, because a step without an
 * arrow helps and an arrow at the wrong thing harms.
 */
export function locate(anchor: Anchor, page: PageFacts): Located {
  const work = locating(anchor, page)
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

/** The work of `locate`, to be stopped after each element: on a page of thousands it takes long. */
export function* locating(anchor: Anchor, page: PageFacts): Generator<void, Located, void> {
  const sameLanguage = !anchor.language || !page.language || language(anchor.language) === language(page.language)
  const ranked: { index: number; readings: Reading[]; score: number }[] = []
  for (const [index, element] of page.elements.entries()) {
    if (element.role !== anchor.role) continue
    const readings = compare(anchor, element, sameLanguage)
    ranked.push({ index, readings, score: scoreOf(readings, false) })
    yield
  }
  ranked.sort((a, b) => b.score - a.score)
  const [best, ...others] = ranked
  if (!best) return { state: 'lost', why: 'no-such-role', lostClues: clues.filter((clue) => has(anchor, clue)) }

  const { index, readings, score } = best
  const kept = readings.filter(({ verdict }) => verdict === 'kept').map(({ clue }) => clue)
  const lostClues = readings.filter(({ verdict }) => verdict !== 'kept').map(({ clue }) => clue)
  const margin = score - Math.max(0, ...others.map((other) => scoreOf(other.readings, true)))
  if (score < THRESHOLD || !isSame(anchor, readings)) return { state: 'lost', why: 'not-sure', lostClues, best: score }
  if (margin < MARGIN) return { state: 'lost', why: 'two-alike', lostClues, best: score }
  return { state: 'found', index, score, margin, kept }
}

const language = (tag: string) => tag.toLowerCase().split('-', 1)[0]

/**
 * Words in another language count neither way.
 *
 * @param rival one that the best is held against. What the element does not have is no difference, because a copy can take the label
 *   with it; but marks of the makers that it lacks are, and so is a name that is only like it ("Confirm changes", "Discard changes").
 */
function scoreOf(readings: readonly Reading[], rival: boolean): number {
  let earned = 0
  let possible = 0
  for (const { clue, agreement, verdict } of readings) {
    if (verdict === 'unreadable' || verdict === 'alike') continue
    possible += weights[clue]
    if (verdict === 'changed') earned += weights[clue] * CONTRADICTED
    else if (verdict === 'gone') earned += rival && clue !== 'test-id' && clue !== 'attributes' ? weights[clue] : 0
    else if (verdict === 'kept' || clue !== 'name' || !rival) earned += weights[clue] * agreement
  }
  return possible === 0 ? 0 : Math.max(0, earned / possible)
}

/** Whether what holds is enough to say that this is the element, whatever its score. */
function isSame(anchor: Anchor, readings: readonly Reading[]): boolean {
  const verdictOf = new Map(readings.map(({ clue, verdict }) => [clue, verdict]))
  const kept = (clue: Clue) => verdictOf.get(clue) === 'kept'
  const changed = (clue: Clue) => verdictOf.get(clue) === 'changed'
  const marked = kept('test-id') || kept('attributes')
  const surrounded = kept('heading') || kept('neighbours') || verdictOf.get('neighbours') === 'alike'

  // a wholly other name is another thing, also where the makers use one mark for both ("Next", then "Place order")
  if (changed('test-id') || changed('name')) return false
  // another row's "Edit" is another "Edit"
  if (anchor.item && !kept('item')) return false
  // a "Continue" among other things is the "Continue" of another step
  if ((changed('heading') || changed('neighbours')) && !surrounded) return false
  // what it is called, or what its makers call it, is not what it was: then all else must be as it was
  if (changed('attributes') && !(kept('name') && kept('structure') && surrounded)) return false
  if (anchor.name !== '' && !kept('name') && !(marked && kept('structure') && surrounded)) return false
  if (!kept('name') && !marked) return false
  // one of these for each element it could be taken for
  if (!anchor.apart.every((telling) => telling.some(kept))) return false
  return families.filter((family) => family.some((clue) => kept(clue) && says(anchor, clue))).length >= 2
}

/** A path of one landmark is the same for most of a page. */
const says = (anchor: Anchor, clue: Clue) => clue !== 'structure' || anchor.path.length > 1

function has(anchor: Anchor, clue: Clue): boolean {
  return compare(anchor, { ...anchor }, true).some((reading) => reading.clue === clue)
}
