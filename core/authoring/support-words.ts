import { stemOf } from '#core/retrieval'

const stems = (words: string) => new Set(words.trim().split(/\s+/).map(stemOf))

/** Who acts or is asked: one of them put for another is a small change of words and a large one of meaning. */
const actors = stems(`
  manager supervisor lead leader leadership boss director head chief president executive officer secretary assistant coordinator
  administrator admin owner author editor reviewer approver facilitator buddy mentor coach colleague coworker teammate peer team
  staff employee worker contractor consultant vendor supplier partner client customer caller agent representative engineer
  designer developer analyst researcher strategist writer recruiter interviewer candidate applicant committee board council
  department division office agency government public visitor guest counsel lawyer attorney legal finance payroll accounting
  security hr operations infrastructure helpdesk doctor nurse patient driver operator technician accountant auditor user learner
  student teacher trainer instructor newcomer intern volunteer member bank insurer police court judge parent child
`)
export const isActor = (stem: string): boolean => actors.has(stem)

/** Words of instruction that say nothing of their own. */
const neutral = stems(`
  ensure follow step steps note remember always please simply then next first second third finally also before after when once
  check do make sure go take get give put keep need want able way thing things new
`)
export const isNeutral = (stem: string): boolean => neutral.has(stem)

/** Words people put for each other without changing what is said; each line is one meaning. */
const alike: readonly (readonly string[])[] = `
  use utilize utilise employ
  send submit forward transmit
  tell inform notify let
  ask request
  begin start commence
  end finish complete conclude
  show display present
  choose select pick
  help assist support
  fill complete
  write compose draft
  buy purchase
  fix repair resolve
  change modify alter update
  create make build produce
  get obtain receive acquire
  give provide supply offer
  email e-mail mail message
  meeting call
  work job
  contact reach
  allow permit let
  need require
  try attempt
  look check review
  error mistake problem issue
  page site website
  folder directory
  doc document
  form template
  day date
  many multiple several numerous
  big large
  quick fast rapid
  right correct
  join attend
  find locate
  talk speak discuss
  people person persons individual
  add include insert
  remove delete
  believe think
  open launch
  important crucial key essential
  approximately about roughly
  part piece section
  sign log
  click press tap
  question query inquiry
  vacation leave holiday
`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/).map(stemOf))

const meaningsOf = new Map<string, Set<number>>()
for (const [meaning, words] of alike.entries())
  for (const word of words) meaningsOf.set(word, new Set([...(meaningsOf.get(word) ?? []), meaning]))

/** Whether two stems may stand for each other. */
export function isAlike(a: string, b: string): boolean {
  if (a === b) return true
  const [left, right] = [meaningsOf.get(a), meaningsOf.get(b)]
  return left !== undefined && right !== undefined && [...left].some((meaning) => right.has(meaning))
}
