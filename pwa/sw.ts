/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { CacheFirst } from 'workbox-strategies'

declare const self: ServiceWorkerGlobalScope
declare const __MODEL_VERSION__: string

/** Model and runtime are big and rarely change: fetched once, kept under the model's hash, never in the precache. */
const MODEL_CACHES = 'handrail-model-'
const modelCache = `${MODEL_CACHES}${__MODEL_VERSION__}`
const modelFiles = [
  '/model/handrail-minilm/config.json',
  '/model/handrail-minilm/tokenizer.json',
  '/model/handrail-minilm/tokenizer_config.json',
  '/model/handrail-minilm/onnx/model_quantized.onnx',
  '/ort/ort-wasm-simd.wasm',
]

cleanupOutdatedCaches()
precacheAndRoute(self.__WB_MANIFEST)
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), {
    denylist: [/^\/v1\//, /^\/(health|ready)$/, /^\/(model|ort)\//],
  }),
)
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && /^\/(model|ort)\//.test(url.pathname),
  new CacheFirst({ cacheName: modelCache }),
)

/** An update waits until a person agrees and no attempt is open: new chunks under an open page would be missing. */
self.addEventListener('message', (event) => {
  if (event.data?.type === 'SKIP_WAITING') void self.skipWaiting()
  if (event.data?.type === 'KEEP_MODEL') event.waitUntil(keepModel().then((kept) => event.ports[0]?.postMessage(kept)))
})
self.addEventListener('activate', (event) => event.waitUntil(Promise.all([self.clients.claim(), dropOldModels()])))

/** The first page load is not yet controlled, so its own fetches would not be kept. @returns whether all files are kept */
async function keepModel(): Promise<boolean> {
  const cache = await caches.open(modelCache)
  const kept = await Promise.allSettled(
    modelFiles.map(async (path) => {
      if (!(await cache.match(path))) await cache.add(path)
    }),
  )
  return kept.every((result) => result.status === 'fulfilled')
}

async function dropOldModels() {
  const names = await caches.keys()
  await Promise.all(
    names.filter((name) => name.startsWith(MODEL_CACHES) && name !== modelCache).map((name) => caches.delete(name)),
  )
}
