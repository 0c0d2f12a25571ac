import { limitToPackage } from '#core/adapters/browser'
import { serveEmbedder } from '#core/adapters/transformers'

limitToPackage(globalThis)
serveEmbedder()
