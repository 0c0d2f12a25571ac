import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressPath, type FetchOptions, fetchAddress } from '../../../sync/sources/fetch-address.ts'
import { isPrivateAddress } from '../../../sync/sources/private-address.ts'

let answer: (request: IncomingMessage, response: ServerResponse) => void = () => {}
const asked: string[] = []
const server = createServer((request, response) => {
  asked.push(`${request.headers.host} ${request.url}`)
  answer(request, response)
})
let port = 0
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const intranet = { host: 'intranet.test', private: true }
const toUs = async () => [{ address: '127.0.0.1', family: 4 }]
const read = (path: string, more: Partial<FetchOptions> = {}) =>
  fetchAddress(`http://intranet.test:${port}${path}`, { hosts: [intranet], resolve: toUs, ...more })

test('a page of an allowed host is read, with what names its version', async () => {
  answer = (_, response) =>
    response.writeHead(200, { etag: '"7"', 'content-type': 'text/html; charset=utf-8' }).end('<p>Hi</p>')
  const page = await read('/travel')
  expect(page).toMatchObject({ state: 'fetched', etag: '"7"', contentType: 'text/html' })
  expect(asked.at(-1)).toBe(`intranet.test:${port} /travel`)
})

test('an unchanged page is not sent again', async () => {
  answer = (request, response) => response.writeHead(request.headers['if-none-match'] === '"7"' ? 304 : 200).end()
  expect(await read('/travel', { etag: '"7"' })).toEqual({ state: 'same' })
})

test.each([
  ['a host that is not on the list', 'https://other.test/', {}, /not on the list/],
  ['a public host without TLS', 'http://docs.test/', {}, /not an https/],
  ['a password in the address', 'https://me:secret@docs.test/', {}, /password/],
  ['a port of its own', 'https://docs.test:8443/', {}, /port/],
  ['a name that leads into the network', 'https://docs.test/', { resolve: toUs }, /private network/],
  [
    'a name with one public and one private address',
    'https://docs.test/',
    {
      resolve: async () => [
        { address: '93.184.216.34', family: 4 },
        { address: '10.0.0.5', family: 4 },
      ],
    },
    /private network/,
  ],
  [
    'a private address written out',
    'https://169.254.169.254/latest',
    { hosts: [{ host: '169.254.169.254', private: false }] },
    /private network/,
  ],
  [
    'a loopback address in another spelling',
    'https://2130706433/',
    { hosts: [{ host: '127.0.0.1', private: false }] },
    /private network/,
  ],
  ['a file of this machine', 'file:///etc/passwd', {}, /not on the list/],
])('%s is not read', async (_, address, more, reason) => {
  const hosts = [{ host: 'docs.test', private: false }]
  const before = asked.length
  await expect(fetchAddress(address, { hosts, resolve: toUs, ...more })).rejects.toThrow(reason)
  expect(asked).toHaveLength(before)
})

test('a redirect is checked as if it had been asked for', async () => {
  answer = (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end()
  await expect(read('/')).rejects.toThrow(/169.254.169.254 is not on the list/)
})

test('a redirect in a circle ends', async () => {
  answer = (_, response) => response.writeHead(302, { location: '/again' }).end()
  await expect(read('/')).rejects.toThrow(/more than 5 times/)
})

test('the connection goes to the address that was checked, whatever the name says a moment later', async () => {
  answer = (_, response) => response.end('fine')
  let times = 0
  const resolve = async () => [{ address: times++ === 0 ? '127.0.0.1' : '10.255.255.1', family: 4 }]
  await read('/', { resolve })
  expect(times).toBe(1)
})

test('what is too large or too slow is cut off', async () => {
  answer = (_, response) => response.end(Buffer.alloc(3000))
  await expect(read('/', { maxBytes: 1000 })).rejects.toThrow(/larger than/)
  answer = (_, response) => response.write(Buffer.alloc(10))
  await expect(read('/', { timeoutMs: 200 })).rejects.toThrow(/took too long|broke off/)
})

test.each([
  ['10.1.2.3', true],
  ['100.64.0.1', true],
  ['127.0.0.1', true],
  ['169.254.169.254', true],
  ['172.31.255.255', true],
  ['192.168.1.1', true],
  ['::1', true],
  ['::ffff:10.0.0.1', true],
  ['64:ff9b::a00:1', true],
  ['fd00::1', true],
  ['fe80::1', true],
  ['2002:a00:1::', true],
  ['93.184.216.34', false],
  ['172.32.0.1', false],
  ['2606:2800:220:1::1', false],
])('%s is private: %s', (address, isPrivate) => expect(isPrivateAddress(address)).toBe(isPrivate))

test('an address becomes a path with the ending of what was sent', () => {
  expect(addressPath('https://docs.test/travel/', 'text/html')).toBe('docs.test/travel/index.html')
  expect(addressPath('https://docs.test/a%20b.pdf', 'application/pdf')).toBe('docs.test/a b.pdf')
  // one address nobody can decode, or a server that names a type like a built-in, must not end the reading of all others
  expect(addressPath('https://docs.test/%E0%A4%A', 'text/html')).toBe('docs.test/%E0%A4%A.html')
  expect(addressPath('https://docs.test/a', 'constructor')).toBe('docs.test/a')
})
