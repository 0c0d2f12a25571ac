import './style.css'
import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'
import { createWebHistory } from 'vue-router'
import { closePeerConnections } from '#core/base'
import App from './App.vue'
import { createEngineClient } from './engine.ts'
import { listenForInstall } from './install.ts'
import { createAppRouter } from './router.ts'
import { useSession } from './stores/session.ts'
import { keepModel, keepStudio, startServiceWorker } from './updates.ts'
import { engineKey } from './use-engine.ts'

closePeerConnections(globalThis)
listenForInstall()
const client = createEngineClient({
  startWorker: () => new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' }),
  newCallId: () => crypto.randomUUID(),
})
const app = createApp(App).provide(engineKey, client).use(createPinia())
app.use(createAppRouter(createWebHistory())).mount('#app')

/** Search by meaning is prepared behind the first screen, and kept for the time without a network. */
async function prepareModel() {
  const registration = await startServiceWorker()
  const session = useSession()
  if (registration) {
    const keep = () => session.mayStudio && keepStudio(registration)
    watch(() => session.mayStudio, keep, { immediate: true })
    if (session.me) await keepModel(registration)
  }
  client.warmModel()
}
void prepareModel()
