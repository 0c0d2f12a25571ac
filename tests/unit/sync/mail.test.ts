import { createServer, type Server, type Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { setMailAddress, stopMail } from '../../../sync/studio/mail-addresses.ts'
import { digestMail, sendDigests, tryAgainMs } from '../../../sync/studio/mail-digest.ts'
import { startMail } from '../../../sync/studio/mail-runs.ts'
import { readMailSettings } from '../../../sync/studio/mail-settings.ts'
import { createMailer, type Mailer } from '../../../sync/studio/mailer.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'

const from = 'handrail@larkfield.example'
const mail = { to: 'sue@larkfield.example', subject: 'Two', text: 'Two things wait.' }
const limits = { silenceMs: 400, wholeMs: 900 }
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A real SMTP server that keeps what it is sent. */
async function mailServer(options: SMTPServerOptions = {}, host = '127.0.0.1') {
  const got: { to: string[]; text: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      let text = ''
      stream.on('data', (chunk) => (text += chunk))
      stream.on('end', () => {
        // long lines are folded on their way
        got.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: text.replaceAll('=\r\n', '') })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>((done) => server.listen(0, host, done))
  closing.push(() => new Promise<void>((done) => server.close(done)))
  return { got, url: `smtp://${host}:${portOf(server.server)}` }
}
/** Something that is no mail server, or a bad one. */
async function badServer(talk: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    talk(socket)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { url: `smtp://127.0.0.1:${portOf(server)}`, sockets }
}
const portOf = (server: Pick<Server, 'address'>): number => {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
const mailer = (url: string): Mailer => createMailer({ url, from, address: null }, limits)

describe('sending', () => {
  it('hands over a plain mail that asks for no answer', async () => {
    const { got, url } = await mailServer()
    await mailer(url).send(mail)
    expect(got).toHaveLength(1)
    expect(got[0]?.to).toEqual([mail.to])
    expect(got[0]?.text).toMatch(/^From: handrail@larkfield\.example$/m)
    expect(got[0]?.text).toMatch(/^Auto-Submitted: auto-generated$/m)
    expect(got[0]?.text).toContain('Two things wait.')
  })

  it.each([550, 552])('tells an address that is refused with %i from a server that is down', async (code) => {
    const { url } = await mailServer({
      onRcptTo: (_, __, done) =>
        done(Object.assign(new Error('no such user sue@larkfield.example'), { responseCode: code })),
    })
    const refused = mailer(url).send(mail)
    await expect(refused).rejects.toMatchObject({ code: 'mail-refused' })
    await expect(refused).rejects.not.toThrow(/sue@/)
  })

  it('waits where the server says later, wants a sign-in or encryption it does not get, or is away', async () => {
    const later = await mailServer({
      onRcptTo: (_, __, done) => done(Object.assign(new Error('greylisted'), { responseCode: 450 })),
    })
    const signIn = await mailServer({ authOptional: false, allowInsecureAuth: true })
    const wrong = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_, __, done) => done(new Error('no')),
    })
    const tls = await badServer((socket) => {
      socket.write('220 mail ESMTP\r\n')
      socket.on('data', (text) =>
        socket.write(/^EHLO/.test(`${text}`) ? '250 mail\r\n' : '530 Must issue a STARTTLS command first\r\n'),
      )
    })
    for (const url of [
      later.url,
      signIn.url,
      wrong.url.replace('//', '//user:wrong@'),
      tls.url,
      'smtp://127.0.0.1:1',
      // plain where TLS is spoken from the first byte
      later.url.replace('smtp:', 'smtps:'),
    ])
      await expect(mailer(url).send(mail), url).rejects.toMatchObject({ code: 'mail-down' })
  })

  it('never goes over a network in the clear', async () => {
    // an address that is not taken for this machine itself
    const { got, url } = await mailServer({}, '127.0.0.2')
    await expect(mailer(url).send(mail)).rejects.toMatchObject({ code: 'mail-down' })
    expect(got).toEqual([])
  })

  it('gives up on who stalls, talks nonsense or never ends, and hangs up', async () => {
    const started = performance.now()
    const stalls = await badServer(() => undefined)
    const nonsense = await badServer((socket) => socket.write(`${'\u0000ÿ€ 999 hello\r\n'.repeat(50)}`))
    const endless = await badServer((socket) => {
      const more = setInterval(() => socket.write('220-still greeting\r\n'), 20)
      socket.on('close', () => clearInterval(more))
    })
    const half = await badServer((socket) => {
      socket.write('220 mail\r\n')
      socket.on('data', (text) => /^EHLO/.test(`${text}`) && socket.write('250 mail\r\n'))
    })
    for (const { url } of [stalls, nonsense, endless, half])
      await expect(mailer(url).send(mail), url).rejects.toMatchObject({ code: 'mail-down' })
    expect(performance.now() - started).toBeLessThan(8000)
    await expect
      .poll(() => [...endless.sockets, ...half.sockets].every((socket) => socket.destroyed || socket.readableEnded))
      .toBe(true)
  })

  it('ends at once when the server stops', async () => {
    const { url } = await badServer(() => undefined)
    const sender = createMailer({ url, from, address: null })
    const sending = sender.send(mail)
    setTimeout(() => sender.close(), 50)
    await expect(sending).rejects.toMatchObject({ code: 'mail-down' })
  })
})

describe('settings', () => {
  it('are both there or neither, and a password in them is not said', () => {
    expect(readMailSettings({})).toBeNull()
    const url = 'smtp://u:secret@mail.example.org:587'
    expect(readMailSettings({ HANDRAIL_SMTP_URL: url, HANDRAIL_SMTP_FROM: from })).toEqual({ url, from, address: null })
    expect(
      readMailSettings({ HANDRAIL_SMTP_URL: url, HANDRAIL_SMTP_FROM: from, HANDRAIL_ADDRESS: 'https://h.example/' }),
    ).toMatchObject({ address: 'https://h.example' })
    for (const env of [
      { HANDRAIL_SMTP_URL: url },
      { HANDRAIL_SMTP_FROM: from },
      { HANDRAIL_SMTP_URL: 'https://u:secret@mail.example.org', HANDRAIL_SMTP_FROM: from },
      { HANDRAIL_SMTP_URL: url, HANDRAIL_SMTP_FROM: 'no address\r\nBcc: all@example.org' },
    ]) {
      expect(() => readMailSettings(env)).toThrowError(expect.objectContaining({ code: 'bad-input' }))
      expect(() => readMailSettings(env)).not.toThrow(/secret/)
    }
  })
})

describe('the daily mail', () => {
  let studio: Studio
  let nowMs: number
  beforeEach(async () => {
    nowMs = Date.parse('2026-11-20T10:00:00Z')
    studio = await createStudio({ world: { nowMs: () => nowMs } })
    closing.push(studio.remove)
    await studio.importAs('amira', refundsDocument(), refundAid('Who approves a refund of Mrs Miller'))
  })
  const address = 'https://handrail.larkfield.example'
  const row = (person: string) =>
    studio.org.db.selectFrom('mail').selectAll().where('person', '=', person).executeTakeFirstOrThrow()

  it('says how many things wait and where, once a day, only when something is new, to who wants it', async () => {
    const { got, url } = await mailServer()
    for (const person of ['sue', 'lena', 'leo']) await setMailAddress(studio.org, person, `${person}@larkfield.example`)
    await stopMail(studio.org, 'lena', true)
    const send = () => sendDigests(studio.org, mailer(url), address)
    expect(await send()).toEqual({ sent: 1, fault: null })
    expect(got.map(({ to }) => to)).toEqual([['sue@larkfield.example']])
    const text = got[0]?.text ?? ''
    expect(text).toMatch(/^Subject: 2 things wait for you in Handrail$/m)
    expect(text).toContain(`${address}/notices`)
    expect(text).not.toMatch(/Sue|Miller|refund|Larkfield\b(?!\.example)/)
    expect(await send()).toEqual({ sent: 0, fault: null })
    nowMs += 86_400_000
    expect(await send()).toEqual({ sent: 0, fault: null })
    await studio.importAs('amira', refundAid('Another one', {}))
    expect(await send()).toEqual({ sent: 1, fault: null })
    await studio.importAs('amira', refundAid('And one more', {}))
    expect(await send()).toEqual({ sent: 0, fault: null })
  })

  it('is tried again, later each time, and an address that is refused holds nobody up', async () => {
    for (const person of ['lena', 'sue']) await setMailAddress(studio.org, person, `${person}@larkfield.example`)
    const down = await sendDigests(studio.org, mailer('smtp://127.0.0.1:1'), address)
    expect(down).toMatchObject({ sent: 0, fault: expect.stringMatching(/ECONN|ESOCKET/) })
    expect(await row('lena')).toMatchObject({ tries: 1, next_ms: nowMs + tryAgainMs(1), fault: 'mail-down' })
    // who comes after was not even tried
    expect(await row('sue')).toMatchObject({ tries: 0 })
    const picky = await mailServer({
      onRcptTo: ({ address: to }, _, done) =>
        done(to.startsWith('lena') ? Object.assign(new Error('no'), { responseCode: 550 }) : undefined),
    })
    nowMs += 60_000
    expect(await sendDigests(studio.org, mailer(picky.url), address)).toEqual({ sent: 1, fault: null })
    nowMs += tryAgainMs(1)
    expect(await sendDigests(studio.org, mailer(picky.url), address)).toEqual({ sent: 0, fault: null })
    expect(await row('lena')).toMatchObject({ tries: 2, fault: 'mail-refused', last_day: null })
    expect(picky.got.map(({ to }) => to)).toEqual([['sue@larkfield.example']])
    expect([1, 2, 3, 20].map((n) => tryAgainMs(n) / 60_000)).toEqual([15, 30, 60, 1440])
    expect(digestMail(1, address).subject).toBe('1 thing waits for you in Handrail')
  })

  it('goes to an address the operator gave, which the audit log does not hold, and the person stops it', async () => {
    const set = (address: string | null) => studio.operator('POST', '/v1/studio/people/sue/email', { address })
    expect((await studio.as('lena')('POST', '/v1/studio/people/sue/email', { address: 'a@b.example' })).status).toBe(
      403,
    )
    expect((await set('not an address')).status).toBe(400)
    expect((await set('sue@b.example\r\nBcc: x@y.example')).status).toBe(400)
    expect((await set('sue@b.example')).status).toBe(200)
    const mine = async () => ((await studio.as('sue')('GET', '/v1/studio/notices')).body as { mail: unknown }).mail
    expect(await mine()).toEqual({ possible: false, address: 'sue@b.example', stopped: false })
    expect((await studio.as('sue')('POST', '/v1/studio/notices/mail', { stopped: true })).status).toBe(200)
    expect((await studio.as('leo')('POST', '/v1/studio/notices/mail', { stopped: true })).status).toBe(404)
    expect((await set('sue@c.example')).status).toBe(200)
    expect(await mine()).toMatchObject({ address: 'sue@c.example', stopped: true })
    expect((await set(null)).status).toBe(200)
    expect(await mine()).toMatchObject({ address: null })
    const audit = await studio.org.db.selectFrom('audit').selectAll().execute()
    expect(JSON.stringify(audit)).not.toMatch(/@/)
  })
})

describe('beside the server', () => {
  it('is sent from its start on, with the public address, and stops at once though the mail server stalls', async () => {
    const studio = await createStudio()
    closing.push(studio.remove)
    await studio.importAs('amira', refundsDocument())
    await setMailAddress(studio.org, 'sue', 'sue@larkfield.example')
    const said: string[] = []
    const begin = (url: string) =>
      startMail(studio.org, { url, from, address: 'https://h.example' }, 'http://127.0.0.1:1', (line) =>
        said.push(line),
      )
    const stalls = await badServer(() => undefined)
    const stop = begin(stalls.url)
    await expect.poll(() => stalls.sockets.size).toBe(1)
    const asked = performance.now()
    await stop()
    expect(performance.now() - asked).toBeLessThan(1000)
    await studio.org.db.updateTable('mail').set({ next_ms: 0 }).execute()
    const { got, url } = await mailServer()
    const end = begin(url)
    await expect.poll(() => got.length).toBe(1)
    await end()
    expect(got[0]?.text).toContain('https://h.example/notices')
    expect(said).toEqual([])
    expect(await startMail(studio.org, null, '', (line) => said.push(line))()).toBeUndefined()
  })
})

describe('what waits', () => {
  it('is reviews for who may sign them, tasks for their owner, and nothing for a learner', async () => {
    const studio = await createStudio()
    closing.push(studio.remove)
    await studio.importAs('amira', refundsDocument({ owner: 'Amira', reviewBy: '2026-01-01' }), refundAid())
    const of = async (person: string) =>
      ((await studio.as(person)('GET', '/v1/studio/notices')).body as { notices: { kind: string; title: string }[] })
        .notices
    expect((await of('sue')).map(({ kind }) => kind)).toEqual(['review', 'review'])
    expect(await of('amira')).toMatchObject([{ kind: 'task', title: 'Look at “Refunds” again', overdue: true }])
    expect(await of('leo')).toEqual([])
  })
})
