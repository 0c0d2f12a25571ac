import { stemOf } from '#core/retrieval'
import type { ReadText } from './read-text.ts'

/** Words that say the opposite of each other. */
const PAIRS =
  'hot/cold hotter/colder warm/cool heat/cool high/low higher/lower tall/short long/short longer/shorter big/small ' +
  'bigger/smaller large/small larger/smaller large/tiny more/less more/fewer most/least many/few fast/slow faster/slower ' +
  'quick/slow strong/weak stronger/weaker hard/soft harder/softer heavy/light heavier/lighter thick/thin thicker/thinner ' +
  'wide/narrow deep/shallow near/far close/far closer/farther full/empty open/closed on/off up/down above/below ' +
  'over/under before/after first/last early/late earlier/later start/stop begin/end increase/decrease increased/decreased ' +
  'rise/fall gain/lose add/remove positive/negative same/different equal/different like/unlike true/false right/wrong ' +
  'correct/incorrect always/never all/none everything/nothing with/without inside/outside in/out dry/wet light/dark ' +
  'loud/quiet rough/smooth sharp/dull clean/dirty solid/liquid attract/repel push/pull sink/float connected/disconnected ' +
  'connected/separated complete/incomplete closed/broken alive/dead old/new old/young good/bad better/worse best/worst ' +
  'male/female left/right top/bottom north/south parallel/series conductor/insulator acid/base dissolve/precipitate ' +
  'expand/contract melt/freeze absorb/reflect evaporate/condense win/lose allow/forbid allowed/prohibited accept/reject ' +
  'approve/reject approve/deny include/exclude enable/disable public/private internal/external required/optional ' +
  'maximum/minimum possible/impossible safe/dangerous safe/unsafe paid/unpaid buy/sell send/receive give/take push/pop ' +
  'ask/tell keep/discard keep/change stay/change static/dynamic local/global best-case/worst-case present/absent'

const opposites = new Map<string, Set<string>>()
const written = new Map<string, string>()
for (const pair of PAIRS.split(' ')) {
  const [a = '', b = ''] = pair.split('/')
  if (!written.has(a)) written.set(a, b)
  if (!written.has(b)) written.set(b, a)
  for (const [from, to] of [
    [stemOf(a), stemOf(b)],
    [stemOf(b), stemOf(a)],
  ] as const)
    opposites.set(from, (opposites.get(from) ?? new Set()).add(to))
}

/** The opposite of a word as it is written, or null. */
export const oppositeWord = (word: string): string | null => written.get(word.toLowerCase()) ?? null

/** The stems that say the opposite of a stem. */
const oppositesOf = (stem: string): ReadonlySet<string> => opposites.get(stem) ?? NONE
const NONE: ReadonlySet<string> = new Set()

/** How many words of the reference the answer leaves out and says the opposite of. */
export function opposed(answer: ReadText, reference: ReadText): number {
  const said = new Set(answer.words.map(({ stem }) => stem))
  const wanted = new Set(reference.words.map(({ stem }) => stem))
  let count = 0
  for (const stem of wanted) {
    if (said.has(stem)) continue
    for (const other of oppositesOf(stem)) {
      if (said.has(other) && !wanted.has(other)) {
        count++
        break
      }
    }
  }
  return count
}
