export { type Conflict, conflictOf, type Idf, SHOWN, type Side, STRONG } from './conflict.ts'
export type { DocumentText } from './document-text.ts'
export { type CopyText, DUPLICATE, duplicateScore, readCopyText } from './duplicate.ts'
export { isEnglish } from './language.ts'
export {
  type Answer,
  answersOf,
  FoundPair,
  goingOf,
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
export type { Rule } from './rule.ts'
export { shingleSketch } from './shingle-sketch.ts'
export { type Statement, statementsOf, textKey, titleWords } from './statement.ts'
export { mayDiffer, typedSigns } from './typed-signs.ts'
