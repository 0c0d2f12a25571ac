export { blankBlock, blockForms } from './block-forms.ts'
export { Block, blockText } from './blocks.ts'
export {
  Brief,
  type BriefFormat,
  briefFormats,
  EXTRACTION,
  KeptBrief,
  keptBrief,
  kindOfFormat,
  Made,
  unsourcedSentences,
} from './brief.ts'
export {
  Day,
  Envelope,
  MAX_OBJECT_BYTES,
  ObjectId,
  objectBytes,
  objectHash,
  readEnvelope,
  Sha256,
  Slug,
} from './envelope.ts'
export {
  blankDraft,
  blankValue,
  type Draft,
  draftBody,
  type Field,
  type FieldType,
  type Form,
  fitDraft,
} from './form.ts'
export {
  bundledIn,
  hasImageNotes,
  type ImageType,
  imageSize,
  imageType,
  MAX_IMAGE_BYTES,
  MAX_IMAGE_SIDE,
} from './images.ts'
export { type ContentKind, defineContentKind, type Level, type PassageRef, type Section } from './kind.ts'
export { assessment } from './kinds/assessment.ts'
export {
  CompetencyChange,
  changeSentence,
  competency,
  isUnconfirmed,
  Statement,
  sentence,
} from './kinds/competency.ts'
export { document, Passage, passageText } from './kinds/document.ts'
export { item } from './kinds/item.ts'
export { jobAid } from './kinds/job-aid.ts'
export { onboardingModule } from './kinds/onboarding-module.ts'
export { placement, Rule } from './kinds/placement.ts'
export { processGuide } from './kinds/process-guide.ts'
export { roleProfile } from './kinds/role-profile.ts'
export { type Part, Source, SourceChange } from './lineage.ts'
export { type BodyChecks, contentKind, contentKinds, isContentKind, readObject } from './registry.ts'
