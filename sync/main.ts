import { serve } from './serve.ts'

/** `npm start` */
await serve()
