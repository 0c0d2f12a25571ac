export { type Authority, authorityOf, type ProcedureDocument, procedureOf, whySecond } from './authoritative.ts'
export { ChangedObject, ChangedObjectDetail, ChangedObjects } from './changed-sources.ts'
export { missingFields } from './document-fields.ts'
export { documentFormat, withoutExtension } from './document-format.ts'
export { MAX_DOCUMENT_BYTES, type Refusal, refused } from './file-text.ts'
export {
  byUrgency,
  CADENCE_MONTHS,
  countFreshness,
  Freshness,
  FreshnessBoard,
  type FreshnessCounts,
  FreshnessRow,
  freshnessOf,
  ReviewCadence,
  reminderDue,
  shareInDate,
  useStep,
} from './freshness.ts'
export { htmlPage } from './html-blocks.ts'
export {
  DocumentDetail,
  DocumentFields,
  DocumentRow,
  FieldChange,
  FieldResult,
  FieldResults,
  Inventory,
} from './inventory.ts'
export type { DocumentPart } from './markdown-blocks.ts'
export { objectText } from './object-passages.ts'
export { type DocumentBody, readDocument, type TakenDocument, toDocument } from './read-document.ts'
export {
  FileReport,
  FileReports,
  FlagBody,
  SourceBody,
  SourceCheck,
  SourceEntry,
  SourceFile,
  SourceFiles,
  SourceHosts,
  SourceList,
  SourcePlace,
} from './sources.ts'
export { splitTables } from './split-tables.ts'
export {
  BUILT_IN_TAG_MODEL,
  CAUTIOUS_THRESHOLD,
  calibrationError,
  fitTagModel,
  measureTags,
  type TagEvidence,
  type TagExample,
  type TagModel,
  type TagPrediction,
  tagProbability,
  tagThreshold,
} from './tag-model.ts'
export { TagBoard, TagDecision, TagProposal, TagRef } from './tags.ts'
export { countWords } from './words.ts'
