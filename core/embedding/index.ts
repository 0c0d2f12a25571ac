export { DIMENSIONS, type EmbeddingModelName, embeddingModels } from './models.ts'
