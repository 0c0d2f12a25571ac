/// <reference lib="webworker" />
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { CacheFirst } from 'workbox-strategies'

import { showDue } from './due/show-due.ts'

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

/** The studio's screens: kept once somebody who works on content has opened the app, so that an update cannot take them away. */
const STUDIO_CACHE = 'handrail-studio'
/** each file is marked by the build */
const files = self.__WB_MANIFEST.map((entry): PrecacheEntry & { studio?: boolean } =>
  typeof entry === 'string' ? { url: entry } : entry,
)
const studioUrls = files.filter(({ studio }) => studio).map(({ url }) => new URL(url, self.location.href).href)

cleanupOutdatedCaches()
precacheAndRoute(files.filter(({ studio }) => !studio))
registerRoute(({ url }) => studioUrls.includes(url.href), new CacheFirst({ cacheName: STUDIO_CACHE }))
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
  if (event.data?.type === 'KEEP_STUDIO') event.waitUntil(keepStudio())
  if (event.data?.type === 'KEEP_MODEL') event.waitUntil(keepModel().then((kept) => event.ports[0]?.postMessage(kept)))
})
self.addEventListener('activate', (event) =>
  event.waitUntil(Promise.all([self.clients.claim(), dropOldModels(), dropOldStudio()])),
)

/** The browser's own look while the app is closed: tells of what fell due, once. */
self.addEventListener('periodicsync', (event) =>
  (event as ExtendableEvent).waitUntil(showDue(self.registration, Date.now())),
)
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(openToday())
})
async function openToday() {
  const [open] = await self.clients.matchAll({ type: 'window' })
  await (open ? open.focus() : self.clients.openWindow('/'))
}

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

async function keepStudio() {
  const cache = await caches.open(STUDIO_CACHE)
  await Promise.allSettled(studioUrls.map(async (url) => (await cache.match(url)) ?? cache.add(url)))
}

async function dropOldStudio() {
  const cache = await caches.open(STUDIO_CACHE)
  const kept = await cache.keys()
  await Promise.all(kept.filter(({ url }) => !studioUrls.includes(url)).map((request) => cache.delete(request)))
}

async function dropOldModels() {
  const names = await caches.keys()
  await Promise.all(
    names.filter((name) => name.startsWith(MODEL_CACHES) && name !== modelCache).map((name) => caches.delete(name)),
  )
}
