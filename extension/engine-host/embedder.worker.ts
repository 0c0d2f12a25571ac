import { serveEmbedder } from '#core/adapters/transformers'
import { limitToPackage } from './limit-to-package.ts'

limitToPackage(globalThis)
serveEmbedder()
