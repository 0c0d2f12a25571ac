import { thisBrowser } from '../browsers/this-browser.ts'
import { createEngineClient } from '../engine-link/client.ts'

/** The engine as the background reaches it. */
export const engine = createEngineClient((method, args) => thisBrowser.askEngine({ method, args }))
