export {
  readSearchThreshold,
  readSynonyms,
  SearchThreshold,
  SynonymGroups,
  writeSearchThreshold,
  writeSynonyms,
} from './derived.ts'
export { embeddedText, embeddedTexts, embedPages, type PageVectors, pageVectors } from './embedded-text.ts'
export { createSearchIndex, type Hit, type Query, type SearchIndex, type SearchMode } from './search-index.ts'
export { type SearchPage, type SearchPassage, toSearchPage } from './search-page.ts'
