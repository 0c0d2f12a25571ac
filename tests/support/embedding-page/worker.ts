import { serveEmbedder } from '#core/adapters/transformers'

serveEmbedder()
