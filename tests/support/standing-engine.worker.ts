import { AppError } from '#core/base'
import { serveEngine } from '../../pwa/serve-engine.ts'
import { standingEngine } from './engine-states.ts'

/** A worker as the app's own, over an engine that stands still; its name is told by `exportRecord`. */
serveEngine({
  engine: standingEngine({
    exportRecord: async () => self.name,
    startAttempt: async () => {
      throw new AppError('no-release', 'Nothing is installed yet.')
    },
  }),
  warm: async () => undefined,
  syncSoon: () => undefined,
})
