import { AppError } from '#core/base'
import { competency, type Statement } from '#core/content'
import { checkStatement, type StatementPart, wordsThatSay } from './check-statement.ts'
import { standardMarks, strength } from './statement-marks.ts'

/** What is wrong with a part of a statement, as a sentence for who writes it. */
export interface PartFault {
  part: StatementPart
  fault: string
}

const nothing =
  /^(?:[-–—.?]+|n\/?a|none|nothing|tbd|to be defined|always|any(?:time|where)?|in general|generally|as (?:needed|required|necessary|appropriate)|(?:when|where|if) (?:needed|required|necessary|appropriate|possible|applicable)|at work|on the job)\.?$/i

/**
 * What keeps a four-part statement from being observable; [] where nothing does. A competency that fails here is not saved, by
 * no route.
 */
export function checkParts(statement: Partial<Statement>): PartFault[] {
  const { verb = '', object = '', condition = '', standard = '' } = statement
  const faults: PartFault[] = []
  const say = (part: StatementPart, fault: string) => void faults.push({ part, fault })
  for (const part of ['verb', 'object', 'condition', 'standard'] as const)
    if ((statement[part]?.length ?? 0) > MOST_IN_PART) say(part, `Say it in at most ${MOST_IN_PART} characters.`)
  if (faults.length > 0) return faults
  const isEmpty = (text: string) => text.trim() === '' || nothing.test(text.trim())

  if (isEmpty(verb)) say('verb', 'Say what the person does, with a verb that can be watched: posts, decides, measures.')
  else if (checkStatement(`${verb} a named thing`).missing.includes('verb'))
    say('verb', `Nobody can watch somebody “${verb.trim()}”. Say what is seen when they can: states, chooses, writes.`)
  if (isEmpty(object) || wordsThatSay(object).length === 0)
    say('object', 'Say what it is done to: a refund request, the shift log.')
  if (isEmpty(condition) || wordsThatSay(condition).length === 0)
    say('condition', 'Say under which condition: given what, using what, when, where.')
  if (isEmpty(standard)) say('standard', 'Say to which standard: how many, how fast, with which help, by which rule.')
  else if (strength(standardMarks, standard) === 0 && (hasVague(standard) || wordsThatSay(standard).length < 2))
    say(
      'standard',
      `“${standard.trim()}” is read differently by two people. Give a number, a limit or the rule that applies.`,
    )
  return faults
}

/** In characters. */
const MOST_IN_PART = 500

const hasVague = (text: string): boolean => checkStatement(text).vague.length > 0

/**
 * The check of a competency's body beyond its schema; every statement in it has to be observable.
 *
 * @throws {AppError} `bad-input`, saying of each statement what is missing
 */
export function checkCompetency(given: unknown): void {
  const body = competency.parse(given)
  const statements = [body, ...body.subCompetencies].map(({ title, statement }) => ({
    title,
    faults: checkParts(statement),
  }))
  const said = statements.flatMap(({ title, faults }) => faults.map(({ part, fault }) => `${title}, ${part}: ${fault}`))
  const ids = body.subCompetencies.map(({ id }) => id)
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at)
  if (twice.length > 0) said.push(`The sub-competency ${twice[0]} stands in it twice.`)
  if (said.length > 0) throw new AppError('bad-input', said.join(' '))
}
