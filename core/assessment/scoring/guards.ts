import { cosine } from '#core/embedding'
import type { Guard } from './answer-to-score.ts'
import type { Compared, ReadAnswer } from './features.ts'
import { coveredShare } from './lexical.ts'
import type { ReadText } from './read-text.ts'

/** Bounds set on the training halves of SemEval-2013, so that honest answers are seldom stopped; `eval scoring --attacks`. */
const QUESTION_COSINE = 0.93
/** of the answer's content, found in the question, with next to nothing new */
const QUESTION_SHARE = 0.95
const ALIGNED_WHEN_NEGATED = 0.85
const OFF_TOPIC = 0.1
const OFF_TOPIC_WORDS = 6
const LEAST_FUNCTION_WORDS = 0.15
const LIST_WORDS = 5
const MOST_WORDS = 150
const FAR_BEYOND_REFERENCE = 8
const ENGLISH_SHARE = 0.1
const ENGLISH_WORDS = 8
/** how much nearer to a misconception than to any reference */
const MISCONCEPTION_LEAD = 0.02

const DENIAL =
  /\b(?:is|are|was) (?:false|wrong|untrue|not true|incorrect)\b|\bi (?:do not|don't|dont) (?:think|believe|agree)\b|\bit is not (?:true|the case)\b|\bthe opposite\b/i
const TO_SCORER =
  /\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instruction|previous|above|rubric|prompt)|\b(?:mark|grade|score|rate|give|award)\b.{0,30}\b(?:as )?(?:correct|right|full|pass|passed|met|marks|points|score|credit)\b|\b(?:scorer|grader|assistant|system|language model|ai)\b\s*[:,]|\byou are (?:a|an|the) (?:grader|scorer|assistant|model)|\bthis answer is (?:correct|right|complete)/i

/** Why an answer goes to a person; none for most. */
export function guardsOf(
  { question, references, answer, misconceptions }: ReadAnswer & { misconceptions: readonly ReadText[] },
  { comparisons, best }: Compared,
): Guard[] {
  if (answer.words.length === 0) return ['empty']
  const reference = references[best]
  const compared = comparisons[best]
  if (!reference || !compared || isVerbatim(answer, references)) return []
  const guards: Guard[] = []
  const add = (guard: Guard, holds: boolean) => void (holds && guards.push(guard))
  const same = Math.max(...references.map((each) => sharedWords(answer, each)))
  const nearest = Math.max(...comparisons.map((each) => each.cosine))
  const toQuestion = cosine(answer.pooled, question.pooled)
  add(
    'question-repeated',
    (toQuestion > QUESTION_COSINE && toQuestion > nearest) ||
      (answer.words.length >= LIST_WORDS &&
        coveredShare(answer.content, question.stems) >= QUESTION_SHARE &&
        toQuestion > nearest &&
        toQuestion > OFTEN_REPEATED),
  )
  const parityDiffers = comparisons.every(
    (each, i) => each.recall < ALIGNED_WHEN_NEGATED || (answer.negations - (references[i]?.negations ?? 0)) % 2 !== 0,
  )
  add(
    'negated',
    DENIAL.test(answer.text) || (compared.recall > ALIGNED_WHEN_NEGATED && same >= SAME_WHEN_NEGATED && parityDiffers),
  )
  add('keywords', isList(answer))
  add('off-topic', answer.words.length >= OFF_TOPIC_WORDS && nearest < OFF_TOPIC && toQuestion < OFF_TOPIC)
  add(
    'too-long',
    answer.words.length > MOST_WORDS && answer.words.length > FAR_BEYOND_REFERENCE * reference.words.length,
  )
  add('other-language', isOtherLanguage(answer))
  add('addresses-scorer', TO_SCORER.test(answer.text))
  add(
    'misconception',
    misconceptions.some((each) => cosine(each.pooled, answer.pooled) > nearest + MISCONCEPTION_LEAD),
  )
  add('opposite-word', compared.opposites > 0 && same >= SAME_BUT_ONE && answer.negations === reference.negations)
  add('word-order', isShuffled(answer, same, Math.max(...comparisons.map(({ pairs }) => pairs))))
  return guards
}

const OFTEN_REPEATED = 0.85
const SAME_WHEN_NEGATED = 0.6
const SAME_WHEN_BROKEN = 0.6
const SAME_BUT_ONE = 0.7
/** All words of a reference, and hardly one beside another as there. */
const SAME_WORDS = 0.9
const PAIRS_KEPT = 0.4

/** A reference word for word, whatever its marks and capitals. */
export const isVerbatim = (answer: ReadText, references: readonly ReadText[]): boolean => {
  const plain = (text: ReadText) => text.words.map((word) => word.text).join(' ')
  return references.some((reference) => plain(reference) === plain(answer))
}

const isList = ({ words, content }: ReadText): boolean =>
  words.length >= LIST_WORDS && 1 - content.length / words.length < LEAST_FUNCTION_WORDS

/** Other scripts; or hardly a function word of English in several words. */
const isOtherLanguage = ({ text, words, content }: ReadText): boolean => {
  const letters = text.match(/\p{L}/gu) ?? []
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length
  if (letters.length > 0 && latin / letters.length < 0.7) return true
  return words.length >= ENGLISH_WORDS && 1 - content.length / words.length < ENGLISH_SHARE
}

/** After these a sentence cannot end, nor can one of the second list follow. */
const OPENERS = new Set(
  'a an the of to in on at by from with for and or but because if is are was were than into'.split(' '),
)
const NEVER_AFTER_ARTICLE = new Set(
  'a an the of to in on at by from with for and or but because if is are was were it they than be'.split(' '),
)
const ARTICLES = new Set(['a', 'an', 'the'])

/** Words of a reference in an order in which nobody says them. */
function isShuffled(answer: ReadText, same: number, pairs: number): boolean {
  if (answer.words.length < LIST_WORDS) return false
  let breaks = OPENERS.has(answer.words.at(-1)?.text ?? '') ? 1 : 0
  for (let i = 1; i < answer.words.length; i++) {
    const [before, word] = [answer.words[i - 1]?.text ?? '', answer.words[i]?.text ?? '']
    if (ARTICLES.has(before) && NEVER_AFTER_ARTICLE.has(word)) breaks++
  }
  return (breaks >= 2 && same >= SAME_WHEN_BROKEN) || (same >= SAME_WORDS && pairs < PAIRS_KEPT)
}

/** The share of words that two texts have in common, counted as often as they stand there, of the longer one. */
function sharedWords(a: ReadText, b: ReadText): number {
  const left = new Map<string, number>()
  for (const { stem } of b.words) left.set(stem, (left.get(stem) ?? 0) + 1)
  let shared = 0
  for (const { stem } of a.words) {
    const count = left.get(stem) ?? 0
    if (count > 0) {
      shared++
      left.set(stem, count - 1)
    }
  }
  return shared / Math.max(1, a.words.length, b.words.length)
}
