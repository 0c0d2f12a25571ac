import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { AppError } from '#core/base'
import { readText } from './input-file.ts'

/** One line typed by the person; `hidden` shows none of it. @throws {AppError} `bad-usage` where nobody can be asked */
export function ask(question: string, orSay: string, { hidden = false } = {}): Promise<string> {
  if (!process.stdin.isTTY) throw new AppError('bad-usage', `Nobody can be asked here: say ${orSay}.`)
  process.stderr.write(question)
  const silent = new Writable({ write: (_, __, done) => done() })
  const lines = createInterface({ input: process.stdin, output: hidden ? silent : process.stderr, terminal: true })
  return new Promise((answered) => {
    lines.once('line', (line) => {
      lines.close()
      if (hidden) process.stderr.write('\n')
      answered(line.trim())
    })
    lines.once('close', () => answered(''))
  })
}

/** @param file its first line is the passphrase; asked for without echo where left out */
export async function passphraseFor(what: string, file: string | undefined): Promise<string> {
  if (file !== undefined) return (readText(file).split('\n')[0] ?? '').trim()
  return ask(`Passphrase of ${what}: `, '--passphrase-file <file>', { hidden: true })
}
