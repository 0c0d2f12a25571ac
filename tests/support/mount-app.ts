import '../../pwa/style.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { createMemoryHistory } from 'vue-router'
import type { Engine } from '../../core/engine-api.ts'
import App from '../../pwa/App.vue'
import { createAppRouter } from '../../pwa/router.ts'
import { engineKey } from '../../pwa/use-engine.ts'
import { standingEngine } from './engine-states.ts'

/** The whole app on an engine that stands still, at a path, in the page a browser test runs in. */
export async function mountApp(path: string, over: Partial<Engine> = {}) {
  const root = document.createElement('div')
  document.body.replaceChildren(root)
  document.documentElement.lang = 'en'
  const router = createAppRouter(createMemoryHistory())
  const client = { engine: standingEngine(over), listen: () => undefined, warmModel: () => undefined }
  const app = createApp(App).provide(engineKey, client).use(createPinia()).use(router)
  await router.push(path)
  app.mount(root)
  await router.isReady()
  return { root, router, close: () => app.unmount() }
}
