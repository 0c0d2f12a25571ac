import type { Random } from '#core/base'

/** A sentence changed so that its passage supports it no longer, or so that it still does; null where the change does not apply. */
type Change = (sentence: string, random: Random, other: string) => string | null

const pick = <T>(list: readonly T[], random: Random): T => list[random.int(list.length)] as T

const people = [
  'your supervisor',
  'the finance team',
  'HR',
  'your facilities manager',
  'the legal department',
  'an external auditor',
  'the client',
  'your mentor',
  'the security desk',
  'the project sponsor',
  'payroll',
  'the acquisition team',
  'a deputy commissioner',
  'the travel agent',
  'your union representative',
  'the program office',
  'the data owner',
  'the on-call engineer',
]
const WHO =
  /\b(?:(?:your|the|a|an|our|their) )?(?:(?:TTS|GSA|HR|IT|18F|talent|project|account|product|engagement|team|people|contracting|human resources|finance|legal|security|infrastructure|business|operations|travel|hiring|direct) )?(?:supervisors?|managers?|team lead|leads?|directors?|team|teammates?|staff|employees?|contractors?|clients?|partners?|vendors?|specialist|officer|facilitator|buddy|colleagues?|designers?|engineers?|researchers?|timekeeper|agency|office|department)\b(?! (?:hours|space|building|supplies|chair|meeting|charter|members))/i

const details = [
  ', and attach a copy of your passport',
  ', and keep the receipt for seven years',
  ' using the blue form from the front desk',
  ', after you have paid the deposit',
  ', and bring two witnesses',
  ' before noon on the last Friday of the month',
  ', with a photograph of your badge',
  ', and tell your landlord',
  ', in triplicate',
  ' and pay the late fee by cheque',
  ', once the committee in Denver has voted',
  ', and delete all earlier copies',
  ' over a landline',
  ', if your horoscope allows it',
  ', and put it into the red folder on the second floor',
  ', and wait for a fax',
  ', at your own expense',
  ', and sign with green ink',
]

/** Sentences their passage does not say. None of these lists is known to what looks for them. */
export const plants: Readonly<Record<string, Change>> = {
  number: (sentence, random) => {
    const numbers = [...sentence.matchAll(/(?<![\w.#/-])\d[\d,]*(?:\.\d+)?(?![\w/-])/g)]
    if (numbers.length === 0) return null
    const { 0: text, index } = pick(numbers, random)
    const value = Number(text.replaceAll(',', ''))
    if (!(value > 0) || value >= 1900) return null
    const other = pick([value * 2, value * 3, value + 1, value + 5, value * 10], random)
    return sentence.slice(0, index) + other + sentence.slice(index + text.length)
  },
  who: (sentence, random) => {
    const found = WHO.exec(sentence)
    if (!found) return null
    const other = pick(
      people.filter((one) => !sentence.toLowerCase().includes(one.split(' ').at(-1) ?? one)),
      random,
    )
    const put = found.index === 0 ? other.charAt(0).toUpperCase() + other.slice(1) : other
    return sentence.slice(0, found.index) + put + sentence.slice(found.index + found[0].length)
  },
  negated: (sentence) => {
    const without = sentence
      .replace(/\b(must|should|may|can|will|shall|do|does|is|are) not (?!only)/i, '$1 ')
      .replace(/\bcannot\b/i, 'can')
      .replace(/\b(do|does|is|are|should|would|could)n['’]t\b/i, '$1')
      .replace(/\bnever\b/i, 'always')
    if (without !== sentence) return without
    const withNot = sentence.replace(/\b(must|should|may|can|will|is|are)\b(?! not\b)/i, '$1 not')
    if (withNot !== sentence) return withNot
    return /^(?:Ask|Use|Send|Submit|Contact|Check|Add|Email|Make|Go|Click|Select|Enter|Create|Include|Open|Review|Update|Share|Schedule)\b/.test(
      sentence,
    )
      ? `Do not ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`
      : null
  },
  exception: (sentence) => {
    const without = sentence.replace(/,? (?:unless|except) [^.;]*/i, '')
    return without !== sentence && without.split(/\s+/).length > 3 ? without : null
  },
  foreign: (_, __, other) => other,
  detail: (sentence, random) => sentence.replace(/[.!;]?$/, `${pick(details, random)}.`),
}

const words: readonly (readonly [RegExp, string])[] = [
  [/\bdo not\b/i, 'don’t'],
  [/\bcannot\b/i, 'can’t'],
  [/\bcan’t\b|\bcan't\b/i, 'cannot'],
  [/\bdon['’]t\b/i, 'do not'],
  [/\byou will\b/i, 'you’ll'],
  [/\byou['’]ll\b/i, 'you will'],
  [/\byou are\b/i, 'you’re'],
  [/\byou['’]re\b/i, 'you are'],
  [/\bin order to\b/i, 'to'],
  [/\bprior to\b/i, 'before'],
  [/\bmake sure\b/i, 'see to it'],
  [/\bensure\b/i, 'make sure'],
  [/\bplease /i, ''],
  [/\balso /i, ''],
  [/\bfor example\b/i, 'for instance'],
  [/\butilize\b/i, 'use'],
  [/\badditional\b/i, 'further'],
  [/\bregarding\b/i, 'about'],
  [/\bassist\b/i, 'help'],
  [/\bhelp\b/i, 'support'],
  [/\bsubmit\b/i, 'hand in'],
  [/\bsend\b/i, 'forward'],
  [/\breceive\b/i, 'get'],
  [/\bbegin\b/i, 'start'],
  [/\bstart\b/i, 'begin'],
  [/\bquestions\b/i, 'queries'],
  [/\brequest\b/i, 'ask for'],
  [/\bselect\b/i, 'pick'],
  [/\bclick\b/i, 'press'],
  [/\bview\b/i, 'see'],
  [/\bcreate\b/i, 'set up'],
  [/\bmany\b/i, 'a lot of'],
  [/\bimportant\b/i, 'essential'],
  [/\bquickly\b/i, 'fast'],
  [/\bprovide\b/i, 'give'],
  [/\bwork with\b/i, 'cooperate with'],
  [/\bdiscuss\b/i, 'talk about'],
  [/\bneed to\b/i, 'have to'],
  [/\bhave to\b/i, 'need to'],
  [/\bvia\b/i, 'by'],
]

/** What an editor does without changing what is said. */
export const rewordings: Readonly<Record<string, Change>> = {
  words: (sentence) => {
    let [text, changes] = [sentence, 0]
    for (const [pattern, put] of words) {
      const next = changes < 2 ? text.replace(pattern, put) : text
      if (next !== text) changes++
      text = next
    }
    return changes > 0 ? text.charAt(0).toUpperCase() + text.slice(1) : null
  },
  turned: (sentence) => {
    const found = /^(If|When|Once|Before|After) ([^,]{8,80}), (?!and\b|or\b)([^,]{8,})\.$/.exec(sentence)
    const [, when = '', clause = '', act = ''] = found ?? []
    return found ? `${act.charAt(0).toUpperCase()}${act.slice(1)} ${when.toLowerCase()} ${clause}.` : null
  },
  shortened: (sentence) => {
    const text = sentence
      .replace(/\s*\([^)]*\)/, '')
      .replace(/^(?:You should|You can|You need to|You will need to|Please|Make sure to|Be sure to) /i, '')
    return text !== sentence && text.split(' ').length > 3 ? text.charAt(0).toUpperCase() + text.slice(1) : null
  },
}
