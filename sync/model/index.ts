export { buildModel, type ModelHashes } from './build-model.ts'
