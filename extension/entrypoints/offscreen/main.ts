import { composeEngine } from '../../engine-host/compose-engine.ts'
import { startEngineHost } from '../../engine-host/start.ts'
import { EngineMessage } from '../../engine-link/engine-message.ts'
import { receive } from '../../messaging/receive.ts'

receive('engine', EngineMessage, startEngineHost(composeEngine()))
