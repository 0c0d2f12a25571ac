import * as v from 'valibot'
import { parse } from '#core/base'
import { document } from '#core/content'
import { type ChangedDocument, CONFIGURATION, compareDocuments } from './pairs-compare.ts'
import { openPairsIndex, type PairsIndex } from './pairs-index.ts'
import { type FromComparer, type SentDocument, ToComparer } from './pairs-messages.ts'

/** The other end of `openComparer`: holds the index and compares; the server hands it documents and vectors as it asks for them. */
const PAIRS_AT_ONCE = 100
const PROGRESS_EVERY_MS = 500

/** Opened by the first question, so that what is wrong with it is its answer. */
let opened: PairsIndex | null = null
function openIndex(): PairsIndex {
  opened ??= openPairsIndex(parse(v.string(), process.argv[2], 'index file'), CONFIGURATION)
  return opened
}
const send = (message: FromComparer): void => void process.send?.(message)
let answer: (message: ToComparer) => void = () => {}
const ask = (message: FromComparer): Promise<ToComparer> =>
  new Promise((resolve) => {
    answer = resolve
    send(message)
  })

process.on('message', async (raw: unknown) => {
  try {
    const message = parse(ToComparer, raw, 'message of the server')
    if (message.say === 'index') send({ say: 'indexed', documents: indexed() })
    else if (message.say === 'compare') await compare(message.of, message.removed)
    else if (message.say === 'places') send({ say: 'placed', places: message.keys.map((key) => [key, placesOf(key)]) })
    else answer(message)
  } catch (error) {
    send({ say: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
process.on('disconnect', () => process.exit(0))

async function compare(of: number, removed: readonly string[]): Promise<void> {
  let saidMs = 0
  const onProgress = (done: number) => {
    const nowMs = performance.now()
    if (nowMs - saidMs < PROGRESS_EVERY_MS) return
    saidMs = nowMs
    send({ say: 'progress', done })
  }
  const { pairs, ...rest } = await compareDocuments(
    openIndex(),
    { changed: documents(), of, removed },
    vectors,
    onProgress,
  )
  for (let from = 0; from < pairs.length; from += PAIRS_AT_ONCE)
    send({ say: 'pairs', pairs: pairs.slice(from, from + PAIRS_AT_ONCE) })
  send({ say: 'compared', ...rest })
}

async function* documents(): AsyncGenerator<ChangedDocument> {
  for (;;) {
    const message = await ask({ say: 'want-documents' })
    if (message.say !== 'documents' || message.documents.length === 0) return
    for (const sent of message.documents) yield toChanged(sent)
  }
}

function toChanged({ id, sha256, isKnown, body }: SentDocument): ChangedDocument {
  const { title, passages } = document.parse(body)
  return { id, sha256, title, passages, isKnown }
}

async function vectors(texts: readonly string[]) {
  const message = await ask({ say: 'want-vectors', texts: [...texts] })
  return message.say === 'vectors' ? message.vectors : null
}

function placesOf(key: string) {
  const index = openIndex()
  return index.documentsWith(key).map((id) => ({ document: id, title: index.title(id) ?? id }))
}

const indexed = () =>
  openIndex()
    .documents()
    .map(({ id, sha256 }) => ({ id, sha256 }))
