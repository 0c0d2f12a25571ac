import type { Random } from '#core/base'

/**
 * Ways to say the same or something else, for test sets made at run time. The lists here are the test's own: nothing in
 * #core/consistency knows them.
 */
const SYNONYMS: readonly [RegExp, string][] = [
  [/\bsubmit\b/g, 'hand in'],
  [/\bemployees\b/g, 'staff members'],
  [/\bemployee\b/g, 'staff member'],
  [/\bcomplete\b/g, 'finish'],
  [/\brequest\b/g, 'ask for'],
  [/\bprior to\b/g, 'ahead of'],
  [/\bprovide\b/g, 'supply'],
  [/\bbegin\b/g, 'start'],
  [/\bensure\b/g, 'check'],
  [/\bcontact\b/g, 'get in touch with'],
  [/\bapproximately\b/g, 'about'],
  [/\breceive\b/g, 'get'],
  [/\bpurchase\b/g, 'buy'],
  [/\bassist\b/g, 'help'],
  [/\bdiscuss\b/g, 'talk about'],
  [/\bsupervisor\b/g, 'line manager'],
  [/\bmeeting\b/g, 'session'],
  [/\bteam\b/g, 'group'],
  [/\breview\b/g, 'look over'],
  [/\bcreate\b/g, 'set up'],
  [/\bhelp\b/g, 'support'],
  [/\bpeople\b/g, 'colleagues'],
  [/\bimportant\b/g, 'essential'],
  [/\bsend\b/g, 'forward'],
  [/\bguidance\b/g, 'advice'],
  [/\bnew\b/g, 'incoming'],
  [/\bregularly\b/g, 'on a regular basis'],
  [/\bproject\b/g, 'engagement'],
]
const OPENINGS = ['Please note that', 'As a rule,', 'In practice,', 'Remember:', 'For clarity,', 'To repeat,']

/** The same rule in other words: synonyms, a clause moved to the front or an opening added. */
export function paraphrase(sentence: string, random: Random): string {
  let text = sentence
  let changed = 0
  for (const [pattern, other] of random.shuffle(SYNONYMS))
    if (changed < 3 && pattern.test(text)) {
      text = text.replace(pattern, other)
      changed++
    }
  const moved = moveClause(text)
  if (moved) return moved
  return `${OPENINGS[random.int(OPENINGS.length)]} ${lowerFirst(text)}`
}

/** "Do this, if that." to "If that, do this." */
function moveClause(text: string): string | null {
  const match =
    /^(.{15,}?),? ((?:if|when|before|after|within|during|unless|in order to|because|so that|for at least|by) .{8,}?)\.?$/i.exec(
      text,
    )
  if (!match?.[1] || !match[2] || /[;:]/.test(text)) return null
  return `${upperFirst(match[2])}, ${lowerFirst(match[1])}.`
}

const lowerFirst = (text: string) =>
  /^(?:I\b|[A-Z]{2})/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)
const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export type ChangeType = 'number' | 'modal' | 'negation' | 'word'

const numberWords: Readonly<Record<string, string>> = {
  two: 'four',
  three: 'six',
  four: 'two',
  five: 'ten',
  six: 'three',
  ten: 'five',
  twelve: 'eight',
}
const UNIT =
  '(?:minutes?|hours?|(?:business |working |calendar )?days?|weeks?|months?|years?|%|percent|people|times|members|pages|reviewers|copies)'
const swaps: readonly [RegExp, string][] = [
  [/\bbefore\b/, 'after'],
  [/\bafter\b/, 'before'],
  [/\balways\b/, 'never'],
  [/\bnever\b/, 'always'],
  [/\bweekly\b/, 'monthly'],
  [/\bmonthly\b/, 'quarterly'],
  [/\bprivate\b/, 'public'],
  [/\bpublic\b/, 'private'],
  [/\bminimum\b/, 'maximum'],
  [/\bmaximum\b/, 'minimum'],
  [/\bMonday\b/, 'Thursday'],
  [/\bFriday\b/, 'Tuesday'],
]

/** A sentence made to say another rule, or null where this kind of change has nothing to take hold of. */
export function contradict(sentence: string, type: ChangeType, random: Random): string | null {
  switch (type) {
    case 'number':
      return changeNumber(sentence, random)
    case 'word': {
      const swap = swaps.find(([pattern]) => pattern.test(sentence))
      return swap ? sentence.replace(swap[0], swap[1]) : null
    }
    case 'modal': {
      // what only stands in a condition, or says of something that one needs it, binds nobody
      if (
        /\bmust not\b|\b(?:if|when|unless|what|that|which|they|information|anything)\b.*\b(?:must|needs? to)\b/i.test(
          sentence,
        )
      )
        return null
      if (/\b(?:will|['’]ll) need to\b/.test(sentence))
        return sentence.replace(
          /\b(?:(will)|['’]ll) need to\b/,
          (_, will?: string) => `${will ? '' : ' '}will not need to`,
        )
      if (/\bmust\b/.test(sentence)) return sentence.replace(/\bmust\b/, 'need not')
      if (/\bneeds? to\b/.test(sentence))
        return sentence.replace(/\bneed(s?) to\b/, (_, s: string) => (s ? 'does not have to' : 'do not have to'))
      if (/\bis required\b/.test(sentence)) return sentence.replace(/\bis required\b/, 'is optional')
      return null
    }
    case 'negation': {
      if (/\b(?:must|should|can|may|will) not\b/.test(sentence))
        return sentence.replace(/\b(must|should|can|may|will) not\b/, '$1')
      if (/\bcan['’]t\b/.test(sentence)) return null
      if (/\bcannot\b/.test(sentence)) return sentence.replace(/\bcannot\b/, 'can')
      if (/\bdon['’]t\b/.test(sentence) && /^Don['’]t (?!worry|forget|need)/.test(sentence))
        return upperFirst(sentence.replace(/^Don['’]t /, ''))
      if (/\b(?:can|may|should|will)\b(?! not\b)/.test(sentence) && !/\b(?:if|when|unless|how)\b/i.test(sentence))
        return sentence.replace(/\b(can|may|should|will)\b/, (modal) => (modal === 'can' ? 'cannot' : `${modal} not`))
      return null
    }
  }
}

function changeNumber(sentence: string, random: Random): string | null {
  const word = new RegExp(`\\b(${Object.keys(numberWords).join('|')})(?= ${UNIT})`)
  if (word.test(sentence)) return sentence.replace(word, (match) => numberWords[match] ?? match)
  const digits = new RegExp(
    `(?<![\\w.,/$-])(\\d{1,4})(?=[ -]?${UNIT})|(?<=\\$ ?)(\\d[\\d,]*)(?![\\d.])|\\b(\\d{1,2})(?=(?::\\d{2})? ?(?:am|pm|a\\.m|p\\.m))`,
  )
  if (!digits.test(sentence)) return null
  return sentence.replace(digits, (match) => {
    const value = Number(match.replaceAll(',', ''))
    const factor = [0.5, 2, 3, 1.5][random.int(4)] ?? 2
    const next = Math.max(1, Math.round(value * factor))
    return String(
      next === value ? value + 1 : next > 12 && value <= 12 && /m\b/.test(sentence) && value > 6 ? value - 3 : next,
    )
  })
}
