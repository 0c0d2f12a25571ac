import { type AddressInfo, createServer, type Socket } from 'node:net'

/** What a place heard: the first line of all that was said, and how many connections came on which nothing was said. */
export interface Heard {
  said: string[]
  bare: number
}

/**
 * A place nobody may reach. Chromium opens some connections ahead, before it knows that it may not ask, and on `preconnect`:
 * they are counted apart from those on which something is said.
 */
export async function forbiddenPlace() {
  let said: string[] = []
  let connections = 0
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    connections++
    open.add(socket)
    socket.once('data', (bytes) => {
      said.push(bytes.toString('latin1').split('\r\n', 1)[0] ?? '')
      socket.end('HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
    })
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    port,
    /** what was heard since the last call */
    heard(): Heard {
      const now = { said, bare: connections - said.length }
      said = []
      connections = 0
      return now
    },
    close: () =>
      new Promise((done) => {
        server.close(done)
        for (const socket of open) socket.destroy()
      }),
  }
}

/**
 * Tries to reach a port of this machine in every way a page or worker has. Runs inside the browser, so it names nothing from
 * outside itself.
 *
 * @returns the names of the ways that were there to be tried
 */
export async function tryEveryWay(port: number): Promise<string[]> {
  const scope = globalThis as typeof globalThis & Record<string, unknown>
  const tried: string[] = []
  const attempt = (name: string, work: (address: string) => unknown) => {
    tried.push(name)
    for (const host of ['127.0.0.1', 'localhost'])
      void (async () => work(`http://${host}:${port}/${name}`))().catch(() => {})
  }
  const page = scope.document as Document | undefined
  const element = (tag: string, fields: Record<string, string>) => () => {
    if (!page) return
    const made = page.createElement(tag)
    for (const [key, value] of Object.entries(fields)) made.setAttribute(key, value)
    page.documentElement.append(made)
  }
  const place =
    (tag: string, key: string, more = {}) =>
    (address: string) =>
      element(tag, { ...more, [key]: address })()

  attempt('fetch', (address) => fetch(address, { mode: 'no-cors' }))
  attempt('fetch-post', (address) => fetch(address, { method: 'POST', mode: 'no-cors', body: 'x' }))
  attempt('prototype-fetch', (address) => {
    const holder = Object.getPrototypeOf(Object.getPrototypeOf(scope))
    return Reflect.apply(Reflect.get(holder, 'fetch', scope), scope, [address, { mode: 'no-cors' }])
  })
  attempt('xhr', (address) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.send('x')
  })
  attempt('websocket', (address) => new WebSocket(address.replace('http', 'ws')))
  attempt('eventsource', (address) => new EventSource(address))
  attempt('beacon', (address) => navigator.sendBeacon(address, 'x'))
  attempt('cache', async (address) => (await caches.open('way-out')).add(new Request(address, { mode: 'no-cors' })))
  attempt('worker', (address) => new Worker(address))
  attempt('shared-worker', (address) => new SharedWorker(address))
  attempt('turn', async (address) => {
    const urls = address.replace(/^http:..([^/]*).*/, 'turn:$1?transport=tcp')
    const peer = new RTCPeerConnection({ iceServers: [{ urls, username: 'x', credential: 'x' }] })
    peer.createDataChannel('x')
    await peer.setLocalDescription()
  })
  attempt('font', (address) => new FontFace('way', `url(${address})`).load())
  if (page) {
    attempt('image', (address) => {
      new Image().src = address
    })
    attempt('style', place('link', 'href', { rel: 'stylesheet' }))
    attempt('preconnect', place('link', 'href', { rel: 'preconnect' }))
    attempt('prefetch', place('link', 'href', { rel: 'prefetch' }))
    attempt('preload', place('link', 'href', { rel: 'preload', as: 'fetch' }))
    attempt('manifest', place('link', 'href', { rel: 'manifest' }))
    attempt('frame', place('iframe', 'src'))
    attempt('object', place('object', 'data'))
    attempt('video', place('video', 'src', { autoplay: '' }))
    attempt('script', place('script', 'src'))
  }
  // what was begun is given up when the page leaves, so it has the whole second
  await new Promise((done) => setTimeout(done, 1_000))
  // last: where it is not stopped it leads away from this page
  if (page) {
    attempt('form', (address) => {
      const form = page.createElement('form')
      Object.assign(form, { action: address, method: 'post', target: '_self' })
      page.documentElement.append(form)
      form.submit()
    })
  }
  await new Promise((done) => setTimeout(done, 500))
  return tried
}
