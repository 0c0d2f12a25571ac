/** The words by which a statement is judged (check-statement.ts). Base forms; `verbForms` adds what they turn into. */

const list = (text: string): string[] => text.trim().split(/\s+/)

/** Nobody can watch somebody do these: they name a state of mind, a wish, or a change in degree. */
export const unobservableVerbs = list(`
  understand know appreciate believe value feel enjoy want wish hope think love realise realize recognise recognize
  grasp comprehend learn become be is are was were been being am have has had need lack seem appear look remain stay get gain
  improve enhance strengthen develop increase raise boost deepen broaden sharpen optimise optimize maximise maximize
  streamline advance progress grow embrace foster champion leverage empower inspire motivate nurture cultivate promote
  strive aim seek endeavour endeavor underperform excel thrive adapt cope engage embody
  familiarise familiarize internalise internalize acquire possess reflect exude commit focus behave respect trust reduce
  decrease lower minimise minimize
`)

/** They can be watched, but say so little that something measurable has to stand beside them. */
export const broadVerbs = list(`
  handle manage support help assist deal do perform maintain ensure provide deliver use utilise utilize work follow operate
  lead contribute coordinate facilitate oversee participate collaborate communicate interact liaise supervise run cooperate
  carry conduct execute undertake complete achieve meet keep treat apply address solve resolve plan organise organize
  analyse analyze assess evaluate review monitor implement process prioritise prioritize own step take make set hold act drive
  listen
`)

/** Frequent verbs of work that can be watched; any other word in a verb's place is taken for one too. */
export const plainVerbs = list(`
  accept adjust administer allocate answer archive arrange arrive ask assemble assign attach audit authorise authorize back
  balance bill book brief bring build calculate calibrate call cancel categorise categorize change charge check choose cite
  classify clean clear climb close code collect combine compare compile compose compute configure confirm connect convert
  cook copy correct count create cut debug design decide decline define deploy describe detect determine diagnose diagram differentiate
  direct dispatch dispense dispose distinguish distribute document download draft draw dress drop edit eject email
  enter escalate estimate evacuate examine exchange explain export extract feed file fill filter find fit fix fold forget
  forward format formulate give grade greet grind group guide hand hang identify ignore import inform inject insert inspect
  install instruct interpret interview invoice isolate issue join judge justify label lay leave lift link list load locate
  lock log lubricate map mark match measure merge migrate miss misread misspell mix moderate mount move name navigate note notify
  obtain offer omit open order outline overlook pack paint park parse pass paste pay perform phone pick place plot point post
  pour predict prepare present price print produce program prove prune pull put quote raise read reassemble rebuild
  recalculate recite record recover redact reject reconcile reorder repair repeat replace reply report request rescue reset
  respond restart restore retrieve return reverse rewrite roll rotate route sample scan schedule screen seal search select
  sell send separate serve sew ship shut sign simulate sketch skip sling solder sort specify split spot start state
  sterilise stop store submit subtract sum summarise summarize switch tag teach tell test tie tighten tick trace train
  transcribe transfer translate transpose triage trim troubleshoot tune turn type unload unpack update upload
  validate verify wash wear weigh weld wire wipe withdraw wrap write
`)

/** They are as good as what follows: "demonstrates a two-person lift", but "demonstrates leadership". */
export const displayVerbs = list('demonstrate show exhibit display model')

/** Objects that name a quality or an everything instead of something. */
export const vagueNouns = new Set(
  list(`
  ability abilities ambiguity anything approach attention attitude awareness basics behaviour behavior capability
  capabilities challenge challenges change changes commitment communication competence competency competencies confidence
  culture everything example excellence expertise familiarity field flexibility grasp growth improvement improvements
  independently information initiative initiatives innovation insight insights integrity issue issues job judgement
  judgment knowledge leadership learning literacy mindset morale motivation ownership passion people performance potential
  problem problems procedures productivity professionalism quality relationship relationships resilience respect
  responsibility results risk safely satisfaction skill skills solution solutions something stakeholders standards strategy success
  support synergies synergy system systems task tasks team teams teamwork technology thing things training understanding
  values way willingness work
`),
)

/** Words of degree and manner that two observers read differently. */
export const vagueWords = new Set(
  list(`
  accurate adequate adequately appropriate appropriately average bad basic better best carefully clearly comfortable
  compassion competent competently confident confidently consistent consistently constructively deep deeper dignity
  effective effectively efficient efficiently engaging enough excellent expectations expert faster fluent good great high
  high-quality important importance inconsistent intermediate low more nice optimal outstanding poor poorly polite politely
  positive positively professional professionally proficient prompt promptly proper properly quick quickly reasonable
  reasonably regularly relevant respectfully rusty satisfactory shaky skilled skilful smoothly solid sound strategically
  strong successful successfully sufficient sufficiently suitable suitably superior thorough thoroughly timely various weak
  well
`),
)

/** They stand before the verb that counts. */
export const auxiliaries = new Set(
  list(`
  attempt attempts hesitate hesitates struggle struggles tend tends try tries
  can cannot can't could couldn't do does did don't doesn't didn't will won't would wouldn't must mustn't should shouldn't
  shall may might not never always often usually sometimes rarely consistently regularly routinely also fail fails failed
  failing able unable to  only ever still repeatedly frequently half most
`),
)

const irregular: Readonly<Record<string, string>> = {
  write: 'wrote written',
  read: 'read misread',
  take: 'took taken',
  give: 'gave given',
  make: 'made',
  find: 'found',
  leave: 'left',
  send: 'sent',
  sell: 'sold',
  tell: 'told',
  keep: 'kept',
  draw: 'drew drawn',
  drive: 'drove driven',
  choose: 'chose chosen',
  know: 'knew known',
  think: 'thought',
  feel: 'felt',
  get: 'got',
  become: 'became',
  lead: 'led',
  do: 'did done',
  wear: 'wore worn',
  forget: 'forgot forgotten',
  build: 'built',
  lay: 'laid',
  pay: 'paid',
  bring: 'brought',
  teach: 'taught',
  withdraw: 'withdrew withdrawn',
  feed: 'fed',
  meet: 'met',
  understand: 'understood',
}

/** A verb's forms: write, writes, writing, wrote, written. */
export function verbForms(verb: string): string[] {
  const doubled = /[^aeiou][aeiou][bdgklmnprt]$/.test(verb) && verb.length <= 7 ? `${verb}${verb.at(-1)}` : verb
  const stem = verb.endsWith('e') ? verb.slice(0, -1) : verb
  const s = /(s|x|z|ch|sh|o)$/.test(verb)
    ? `${verb}es`
    : /[^aeiou]y$/.test(verb)
      ? `${verb.slice(0, -1)}ies`
      : `${verb}s`
  const ed = /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${stem}ed`
  return [verb, s, ed, `${stem}ing`, `${doubled}ed`, `${doubled}ing`, ...list(irregular[verb] ?? '')]
}
