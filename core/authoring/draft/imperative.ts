/** Verbs that instructions begin with. */
const verbs = new Set(
  `accept access acknowledge add address adjust agree aim alert allow analyze announce answer append apply approach approve arrange
  ask assess assign attach attempt attend audit authorize back backup balance be begin block book bookmark bring browse build buy
  calculate call cancel capture carry cc change charge chat check choose cite claim clarify clean clear click close coach collect
  combine come comment communicate compare compile complete compose conduct configure confirm connect consider consult contact
  continue contribute convert coordinate copy correct cover create customize decide declare decline define delegate delete deliver
  demonstrate deploy describe design detail determine develop dial disable discuss display document double-check download draft
  drag draw drop edit email embed enable encourage end ensure enter escalate establish estimate evaluate examine exclude exit
  expand expect explain explore export express extract fetch file fill find finish fix flag focus follow format forward gather
  generate get give go grab grant greet guide hand handle have help hide highlight hit hold identify ignore implement import
  include indicate inform initiate insert inspect install introduce invite involve join keep know label launch learn leave let
  link list listen load locate lock log look loop mail maintain make manage map mark match measure meet mention merge message
  monitor move name navigate negotiate note notify obtain offer open optimize order organize outline paste pause pay perform pick
  ping place plan plug point post practice prefer prepare present press prevent print prioritize proceed process produce promote
  propose protect provide publish pull purchase push put raise reach read rebook receive recommend record redirect reduce refer
  refresh register reject release remember remind remove rename renew repeat replace reply report request require research
  reserve reset resolve respond restart restore resubmit retain return reuse review revise revoke run save say scan schedule
  scroll search secure see seek select send separate set set-up share ship show sign solicit sort specify split stamp start state
  stay stop store submit subscribe suggest summarize supply support switch sync tag take talk tell test thank think track train
  transfer translate travel try turn type understand unlock unplug unsubscribe update upgrade upload use validate verify view
  visit wait walk watch wear welcome work wrap write`
    .trim()
    .split(/\s+/),
)

/** What may stand before the verb: "First, open ...", "If it is late, call ...". */
const BEFORE =
  /^(?:please|then|next|first|second|third|finally|also|now|afterwards?|instead|otherwise|always|never)\b,?\s+/i
const CLAUSE =
  /^(?:if|when|whenever|once|before|after|while|until|unless|as|for|in|on|to|from|at|with|during|within)\b[^,]{2,120},\s+/i
const NOT = /^(?:do not|don['’]t)\s+/i

const SUBJECT =
  /^(?:\S+ (?:of|or) |\S+(?: \S+){0,3} (?:is|are|was|were|has|have been|will|can be|may|must|should|applies)\b)/i

/** Whether a sentence tells somebody to do something. */
export function isImperative(sentence: string): boolean {
  let rest = sentence.trim()
  for (const pattern of [BEFORE, CLAUSE, BEFORE, NOT]) rest = rest.replace(pattern, '')
  const first = /^[\p{L}'’-]+/u.exec(rest)?.[0].toLowerCase() ?? ''
  // "Work hours are ..." is a subject, "Leave Types" and "Use or Lose" are names
  return (
    verbs.has(first) &&
    !SUBJECT.test(rest) &&
    !/^\S+ (?:\p{Lu}\p{Ll}+ )*\p{Lu}\p{Ll}+$/u.test(rest.replace(/ (?:and|or|of|the|a|in|for|to) /g, ' '))
  )
}

export const isVerb = (word: string): boolean => verbs.has(word.toLowerCase())
