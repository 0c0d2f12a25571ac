/** Ways out of a worker that nothing of ours uses. `Worker` too: another worker would begin with all of them. */
const waysOut = [
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
  'RTCPeerConnection',
  'Worker',
  'SharedWorker',
  'caches',
  'importScripts',
]

/**
 * Closes the network to this worker, but for files of its own package or origin: a worker does not take over the narrower
 * policy of the document that started it. What a bad dependency would try is refused; it cannot be opened again. Call it
 * before any code of others runs.
 *
 * @param scope the worker's global object
 */
export function limitToPackage(scope: typeof globalThis): void {
  const { protocol, host } = scope.location
  const fetchFile = scope.fetch.bind(scope)
  const RequestOf = scope.Request
  for (const name of waysOut) replace(scope, name, undefined)
  replace(scope, 'fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new RequestOf(input, init)
    const url = new URL(request.url)
    if (url.protocol === protocol && url.host === host) return fetchFile(request)
    throw new TypeError(`This worker may read files of its own package only, not ${url.origin}.`)
  })
}

/** Wherever along the chain of prototypes the runtime keeps it, so that no second way to it remains. */
function replace(scope: object, name: string, value: unknown): void {
  for (let holder: object | null = scope; holder !== null; holder = Object.getPrototypeOf(holder))
    if (holder === scope || Object.hasOwn(holder, name))
      Object.defineProperty(holder, name, { value, writable: false, configurable: false })
}
