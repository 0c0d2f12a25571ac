export { Anchor, type Clue, clues } from './anchor.ts'
export { describe } from './describe.ts'
export { type ElementFacts, MOST_ELEMENTS, PageFacts } from './facts.ts'
export { type Located, locate, locating, MARGIN, THRESHOLD } from './locate.ts'
