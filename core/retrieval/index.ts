export { auroc, type Calibration, calibrateSearch, calibrateThreshold, type KnownAnswer } from './calibration.ts'
export {
  plainPhrase,
  readSearchThreshold,
  readSynonyms,
  SearchThreshold,
  SynonymGroups,
  writeSearchThreshold,
  writeSynonyms,
} from './derived.ts'
export { embeddedText, embeddedTexts, embedPages, type PageVectors, pageVectors } from './embedded-text.ts'
export { answerFit, BUILT_IN_THRESHOLD, isAnswer, LOOKED_AT } from './fit.ts'
export { indexPages } from './index-pages.ts'
export type { IndexStore } from './index-store.ts'
export type { Mark } from './marks.ts'
export { aidLine, objectPage } from './object-page.ts'
export type { Where } from './page-table.ts'
export { createPostings } from './postings.ts'
export { type RankingConfiguration, rankingConfiguration } from './ranking.ts'
export {
  createSearchIndex,
  type Hit,
  type Query,
  type SearchIndex,
  type SearchIndexOptions,
  type SearchMode,
} from './search-index.ts'
export { type Facets, type SearchPage, type SearchPassage, toSearchPage } from './search-page.ts'
export { type IndexSnapshot, readSnapshot } from './snapshot.ts'
export { stemOf } from './stem.ts'
export { stopWords } from './stop-words.ts'
export type { Synonyms } from './synonyms.ts'
export { createVocabulary } from './terms.ts'
