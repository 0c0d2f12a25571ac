import { fork } from 'node:child_process'
import { join, resolve } from 'node:path'
import { AppError, parse } from '#core/base'
import type { FoundPair } from '#core/consistency'
import { build } from '../build/build.ts'
import { comparer as comparerStep } from '../build/steps.ts'
import type { Changes, Comparison } from './pairs-compare.ts'
import { comparerBundle, FromComparer, type Place, type SentDocument, type ToComparer } from './pairs-messages.ts'
import type { EmbedTexts } from './pairs-pairing.ts'

/** Of V8's heap, MiB: 30,000 documents need about a third. A library beyond it ends in a sentence, not in a server without memory. */
const HEAP_MB = 2048
const root = resolve(import.meta.dirname, '../..')

export interface DocumentChanges extends Pick<Changes, 'of' | 'removed'> {
  /** the next few, none when all were sent */
  next(): Promise<SentDocument[]>
}

/** Compares documents in a process of its own. One question at a time. */
export interface Comparer {
  /** what its index holds, by id */
  indexed(): Promise<Map<string, string>>
  compare(changes: DocumentChanges, embed: EmbedTexts, onProgress: (done: number) => void): Promise<Comparison>
  /** where texts stand now, by key */
  places(keys: readonly string[]): Promise<Map<string, Place[]>>
  close(): void
}

/**
 * @param file of the index
 * @throws {AppError} `comparing-failed` from any question once the process broke
 */
export async function openComparer(file: string): Promise<Comparer> {
  await built()
  const child = fork(join(root, comparerBundle), [file], {
    execArgv: ['--no-warnings', `--max-old-space-size=${HEAP_MB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {},
  })
  let asked: { hear(message: FromComparer): void; fail(error: unknown): void } | null = null
  let lost: AppError | null = null
  const fail = (error: unknown) => {
    const failing = asked
    asked = null
    failing?.fail(error)
  }
  const lose = (why: string) => {
    lost ??= failed(why)
    fail(lost)
  }
  child.on('message', (raw: unknown) => {
    try {
      const message = parse(FromComparer, raw, 'message of the comparing process')
      if (message.say === 'fault') lose(message.message)
      else asked?.hear(message)
    } catch (error) {
      fail(error)
    }
  })
  child.once('error', (error) => lose(error.message))
  child.once('exit', (code, signal) => lose(`its process ended (${signal ?? code})`))
  const send = (message: ToComparer) =>
    child.send(message, (error) => {
      if (error) lose(error.message)
    })

  /** @param hear gives the answer, or undefined while more is to come */
  function question<T>(message: ToComparer, hear: (said: FromComparer) => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      if (lost) return reject(lost)
      asked = {
        hear(said) {
          const answer = hear(said)
          if (answer === undefined) return
          asked = null
          resolve(answer)
        },
        fail: reject,
      }
      send(message)
    })
  }

  return {
    indexed: () =>
      question({ say: 'index' }, (said) =>
        said.say === 'indexed' ? new Map(said.documents.map(({ id, sha256 }) => [id, sha256])) : undefined,
      ),
    compare({ next, of, removed }, embed, onProgress) {
      const pairs: FoundPair[] = []
      const answer = (making: Promise<ToComparer>) => void making.then(send, fail)
      return question({ say: 'compare', of, removed: [...removed] }, (said) => {
        if (said.say === 'want-documents') answer(next().then((documents) => ({ say: 'documents', documents })))
        else if (said.say === 'want-vectors') answer(embed(said.texts).then(vectorsMessage))
        else if (said.say === 'progress') onProgress(said.done)
        else if (said.say === 'pairs') pairs.push(...said.pairs)
        else if (said.say === 'compared') {
          const { say: _, ...rest } = said
          return { ...rest, pairs }
        }
        return undefined
      })
    },
    places: (keys) =>
      question({ say: 'places', keys: [...keys] }, (said) =>
        said.say === 'placed' ? new Map(said.places) : undefined,
      ),
    close() {
      lost ??= failed('it was closed')
      child.kill('SIGKILL')
    },
  }
}

const vectorsMessage = (vectors: Awaited<ReturnType<EmbedTexts>>): ToComparer => ({
  say: 'vectors',
  vectors: vectors?.map((vector) => Float32Array.from(vector)) ?? null,
})

const failed = (why: string) =>
  new AppError('comparing-failed', 'Comparing broke off; what was found before is kept. Compare again.', new Error(why))

/** Once in a process: sources do not change below a running server. */
const built = (() => {
  let making: Promise<unknown> | null = null
  return () => {
    making ??= build({ root, steps: [comparerStep], nowMs: () => performance.now(), log: () => {} }).catch((error) => {
      making = null
      throw error
    })
    return making
  }
})()
