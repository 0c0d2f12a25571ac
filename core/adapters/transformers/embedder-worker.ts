import { serveEmbedder } from './serve-embedder.ts'

serveEmbedder()
