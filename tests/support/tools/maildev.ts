import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { ToolPlan } from './tool-process.ts'

const program = createRequire(import.meta.url).resolve('maildev/bin/maildev')

const mails: readonly { from: string; to: string; subject: string; html: string; attachment?: string }[] = [
  {
    from: 'Web shop <shop@larkfield.example>',
    to: 'Mira Doe <mira@customers.example>',
    subject: 'Your order 2107 is on its way',
    html: '<h1>On its way</h1><p>Your parcel left our warehouse. <a href="https://larkfield.example/track">Track it</a></p>',
  },
  {
    from: 'Accounts <accounts@larkfield.example>',
    to: 'Till & Sons <office@till.example>',
    subject: 'Invoice 5530, due in 14 days',
    html: '<h1>Invoice</h1><p>Please find the invoice attached.</p>',
    attachment: 'invoice-5530.csv',
  },
  {
    from: 'Web shop <shop@larkfield.example>',
    to: 'Jon Roe <jon@customers.example>',
    subject: 'Set a new password',
    html: '<p>Somebody asked for a new password.</p><p><a href="https://larkfield.example/reset">Choose one</a></p>',
  },
  {
    from: 'Newsletter <news@larkfield.example>',
    to: 'Everybody <list@larkfield.example>',
    subject: 'Winter lamps are here',
    html: '<h1>Winter lamps</h1><p>Ten new models.</p><img alt="A lamp" src="https://larkfield.example/lamp.png">',
  },
]

function eml({ from, to, subject, html, attachment }: (typeof mails)[number], n: number): string {
  const head = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: Fri, 20 Nov 2026 0${n + 6}:15:00 +0000`,
    `Message-ID: <${n}@larkfield.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="part"',
  ]
  const body = ['--part', 'Content-Type: text/html; charset=utf-8', '', html]
  const file = attachment
    ? [
        '--part',
        'Content-Type: text/csv',
        `Content-Disposition: attachment; filename="${attachment}"`,
        '',
        'item,price',
        'lamp,40',
      ]
    : []
  return [...head, '', ...body, ...file, '--part--', ''].join('\r\n')
}

/** An inbox where a web shop's test mails arrive. */
export const maildev: ToolPlan = {
  fill(folder) {
    const inbox = join(folder, 'mails')
    mkdirSync(inbox)
    for (const [n, mail] of mails.entries()) writeFileSync(join(inbox, `mail${n}.eml`), eml(mail, n))
  },
  command: (folder, port) => [
    process.execPath,
    program,
    ...['--web', String(port), '--smtp', '0', '--ip', '127.0.0.1'],
    ...['--mail-directory', join(folder, 'mails'), '--silent'],
    // nothing listens there: relaying can be chosen, and fails
    ...['--outgoing-host', '127.0.0.1', '--outgoing-port', '9'],
  ],
}
