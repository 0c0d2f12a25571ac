export {
  type Conflict,
  conflictOf,
  type Evidence,
  evidenceOf,
  type Idf,
  SHOWN,
  type Side,
  STRONG,
  wordsAllow,
} from './conflict.ts'
export { differenceOf } from './difference.ts'
export type { DocumentText } from './document-text.ts'
export { type CopyText, DUPLICATE, duplicateScore, readCopyText } from './duplicate.ts'
export { isEnglish } from './language.ts'
export {
  type Answer,
  answersOf,
  FoundPair,
  goingOf,
  NextPair,
  PairAnswer,
  PairId,
  PairLine,
  PairLines,
  PairList,
  PairRow,
  type PairSide,
  PairsReply,
  PairsState,
} from './pair.ts'
export { type Rule, readRule } from './rule.ts'
export { splitSentences } from './sentences.ts'
export { shingleSketch } from './shingle-sketch.ts'
export { type Statement, statementsOf, textKey, titleWords } from './statement.ts'
export { mayBeOpposite, mayDiffer, typedSigns } from './typed-signs.ts'
