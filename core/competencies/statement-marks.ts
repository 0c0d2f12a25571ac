/** Signs of a condition and of a standard in a sentence, each with its weight: 1 can be checked alone, 0.5 only beside another. */
type Marks = readonly (readonly [weight: number, pattern: RegExp])[]
/** The strongest mark, and half a point more where there are two. */
export function strength(marks: Marks, text: string): number {
  const found = marks.filter(([, pattern]) => pattern.test(text)).map(([weight]) => weight)
  if (found.length === 0) return 0
  return Math.max(...found) + (found.length > 1 ? 0.5 : 0)
}

const number =
  '(?:\\d[\\d.,:]*|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|half|a third|a quarter|twice)'

/** To which standard: what a second observer could check. */
export const standardMarks: Marks = [
  [1, new RegExp(`\\b${number}(?:\\b|\\s|%)`, 'i')],
  // a number that is a limit or a share says more than one that is an amount
  [
    1.5,
    new RegExp(
      `\\b(?:within|in under|under|in|less than|at least|at most|no more than|fewer than|more than|over|exceeding|twice per|every) (?:the )?${number} ?(?:working |business )?(?:%|seconds?|minutes?|hours?|days?|weeks?|of|out of|times|attempts?|errors?|cases?)|${number} ?%|${number} (?:out )?of (?:the |every )?${number}`,
      'i',
    ),
  ],
  [1, /\bwithout (?!(?:any )?(?:problems?|issues?|difficult|effort|hesitation|stress)\b)\w+/i],
  [
    1,
    /\b(?:unaided|unassisted|unprompted|single-handed|by hand|from memory|blind|word for word|verbatim|unchanged|unaltered|untouched)\b/i,
  ],
  [1, /\b(?:so that|such that|in such a way that|and (?:it|they) (?:works?|passes|holds?))\b/i],
  [
    1,
    /\b(?:according to|as (?:laid down|set out|specified|described|defined|agreed|required by|listed)|in accordance with|in line with the|in compliance with|conforms? to|complies with|as per|per the|to (?:iso|din|en|ansi|ipc|astm)\b)/i,
  ],
  [1, /\b(?:following|against|quoting|citing|naming|listing|ticking|using) (?:the|a|an|each|all|its|every)\b/i],
  [1, /\bas (?:the|a) [\w\s-]{2,40}? (?:says?|lists?|requires?|states?|shows?|prescribes?|asks?)\b/i],
  [
    1,
    /\b(?:with|has|contains?|leav\w+|breaks?|finds?|needs?) (?:no|zero|none|nothing|at most|at least|not more|no more)\b/i,
  ],
  [
    1,
    /\b(?:at most|at least|no more than|not more than|less than|more than|fewer than|up to|no later than|or less|or fewer|none of|nothing)\b/i,
  ],
  [1, /\b(?:within|inside|to the nearest|by) (?:the (?:deadline|limit|hour|day|statutory)|limits?|tolerance)/i],
  [
    1,
    /\b(?:(?:the )?same day|by noon|overnight|on the day|first time|first attempt|first try|first go|at once|immediately)\b/i,
  ],
  [
    1,
    /\b(?:before|until|by) (?:the|a|an|it|they|any|each|every|its|their|leaving|noon|monday|tuesday|wednesday|thursday|friday|submitting|sending|\w+ing)\b/i,
  ],
  [1, /\b(?:rather than|instead of|unless|except|not before|only (?:after|when|if|within|before|once))\b/i],
  [1, /\b(?:passes|matches|agrees with|equals|balances|corresponds to|reaches the same|returns the same)\b/i],
  [
    1,
    /\b(?:in|for|at|of|logs?|checks?|verif\w+|records?|naming|reads?(?: back)?) (?:each|every)\b(?! (?:situation|aspect|case possible|day\b))/i,
  ],
  [0.5, /\b(?:each|every|all (?:of the|the|mandatory|required|relevant|open|fields|cases|identity))\b/i],
  [0.5, /\b(?:correct(?:ly)?|right|exactly|wrong|error-free|accurately|on time|independently)\b/i],
]

const nothingSaid =
  'needed|necessary|required|appropriate|possible|applicable|asked|relevant|unsure|dealing|working|interacting|communicating|talking|speaking|engaging|it comes|under pressure'
/** Under which condition: in which case, from what, with what, where. */
export const conditionMarks: Marks = [
  [0.5, /\bwhen asked\b/i],
  [1, /\bgiven (?!priority|time|chance)\w+/i],
  [1, new RegExp(`\\b(?:when|whenever|where|if|once|as soon as) (?!(?:${nothingSaid})\\b)\\w+`, 'i')],
  [
    1,
    /\b(?:while|during|after|before|upon|until|unless|in case of|in response to) (?:a|an|the|it|they|each|any|its|their|\d+|\w+ing|[a-z]+ (?:shift|call|visit|hours?))\b/i,
  ],
  [0.5, /\b(?:during|after|before|upon) \w+/i],
  [
    1,
    /\bfrom (?:a|an|the|its|their|own|raw|last|this|memory|scratch|\d+|[\w-]+'s|handwritten|printed|scanned|two|three|five) ?\w*/i,
  ],
  [0.5, /\bfrom (?!(?:time|experience|others|colleagues|home|different|now)\b)\w+/i],
  [1, /\busing (?:a|an|the|only|two|three|its|their|\d+)\b/i],
  [0.5, /\busing (?!(?:best|appropriate|relevant|various|different|good)\b)\w+/i],
  [1, /\bwithout (?!(?:any )?(?:problems?|issues?|difficult|effort|hesitation|stress)\b)\w+/i],
  [
    0.5,
    /\bwith (?:a|an|the|two|three|only|\d+) (?!(?:positive|professional|good|can-do|high|minimum|smile|clear|great|strong|range|variety|open|sense|focus|proactive)\b)\w+/i,
  ],
  [
    1,
    /\b(?:at|by|on|from) (?:the )?(?:start|end|beginning|close|(?:month|quarter|year|week|shift|day) end|first|second|third|day|monday|tuesday|wednesday|thursday|friday)\b/i,
  ],
  [1, /\b(?:against|over|above|below|under|between|across) (?:a|an|the|\d+|two|three)\b/i],
  [0.5, /\b(?:in|into|on|at|to|for|onto|inside|between) (?:a|an|the|each|every|all|\d+)\b/i],
  [0.5, /\b(?:in|on|with|into|for) (?:[A-Z][\w-]+)/],
]
