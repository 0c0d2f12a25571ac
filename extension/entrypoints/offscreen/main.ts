import { composeEngine } from '../../engine-host/compose-engine.ts'
import { startEngineHost } from '../../engine-host/start.ts'

startEngineHost(composeEngine())
