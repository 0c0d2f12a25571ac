import { DAY_MS } from '#core/base'
import type { MasteryEvidence } from './evidence.ts'

/** Since then memory has had time to fade, days. */
const LONG = 30

/** What a mark rests on, in words: "Of 5 answers 4 were right, 1 of them with an aid; the last was right, 12 days ago." */
export function masterySentence(own: readonly MasteryEvidence[], nowMs: number): string {
  const last = own.at(-1)
  if (!last) return 'Nothing has been asked on this yet; the number rests on your other answers alone.'
  const right = own.filter(({ correct }) => correct)
  const aided = right.filter((answer) => answer.aided).length
  const days = Math.max(0, Math.floor((nowMs - last.at) / DAY_MS))
  const when = days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`
  const counted =
    own.length === 1
      ? `The one answer so far was ${last.correct ? 'right' : 'wrong'}${aided > 0 ? ' with an aid' : ''}, ${when}`
      : `Of ${own.length} answers ${right.length} ${right.length === 1 ? 'was' : 'were'} right` +
        `${aided > 0 ? `, ${aided} of them with an aid` : ''}; the last was ${last.correct ? 'right' : 'wrong'}, ${when}`
  const notes = [
    ...(aided > 0 ? ['what is done with an aid counts for less'] : []),
    ...(days >= LONG ? ['what is not used fades'] : []),
  ]
  return `${counted}${notes.length > 0 ? `: ${notes.join(', and ')}` : ''}.`
}
