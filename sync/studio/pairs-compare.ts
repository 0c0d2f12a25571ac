import type { DocumentText, FoundPair } from '#core/consistency'
import { openPairsIndex, type PairsIndex, type Put } from './pairs-index.ts'
import { createPairing, type EmbedTexts } from './pairs-pairing.ts'
import { unitsOf } from './pairs-units.ts'

/** Changes whenever the same texts could give other pairs: what was compared with another is compared anew. */
export const CONFIGURATION = 'consistency-5'

export interface ChangedDocument extends DocumentText {
  sha256: string
  /** what the index holds of it was compared with all: only what is new in it is looked up */
  isKnown?: boolean
}

export interface Changes {
  /** new or changed documents, read one at a time */
  changed: Iterable<ChangedDocument> | AsyncIterable<ChangedDocument>
  /** how many there are, for the progress */
  of: number
  /** ids of documents that are gone */
  removed: readonly string[]
}

export interface Comparison {
  /** pairs of what is new in the changed documents, and of nothing else */
  pairs: FoundPair[]
  notCompared: { document: string; reason: string }[]
  /** that were looked up */
  sentences: number
  /** whether vectors took part */
  byMeaning: boolean
}

/** Documents written to the index together: a common word's units are then written once for all of them. */
const WRITTEN_TOGETHER = 256

/**
 * Compares documents with all others. Each costs what is new in it: its sentences are looked up by their rare words, so that no
 * sentence is ever compared with every other. It holds the thread it runs in.
 */
export async function compareDocuments(
  index: PairsIndex,
  { changed, of, removed }: Changes,
  embed: EmbedTexts,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<Comparison> {
  const { written, notCompared } = await writeUnits(index, changed, removed)
  const compare = createPairing(index, embed)
  let sentences = 0
  for (const [i, { id, isNew }] of written.entries()) {
    const units = index.units(id)
    for (const unit of units) if (unit.level !== 's') await compare.copy(unit)
    // whether whole documents are copies decides what is asked about their passages
    const own = units.filter(({ level }) => level === 's')
    const added = own.filter(({ n }) => isNew(n))
    await compare.sentences(own, added)
    sentences += added.length
    onProgress(i + 1, of)
  }
  await compare.flush()
  return { pairs: [...compare.found.values()], notCompared, sentences, byMeaning: compare.byMeaning() }
}

interface Written {
  id: string
  /** of the number of a sentence: it was not compared with the others yet */
  isNew(n: number): boolean
}

async function writeUnits(index: PairsIndex, changed: Changes['changed'], removed: readonly string[]) {
  const written: Written[] = []
  const notCompared: Comparison['notCompared'] = []
  index.change(({ drop }) => {
    for (const id of removed) drop(id)
  })
  let waiting: ChangedDocument[] = []
  const write = () => {
    const documents = waiting
    waiting = []
    index.change(({ put }) => {
      for (const document of documents) {
        const { units, notCompared: reasons } = unitsOf(document)
        const { id, sha256, title } = document
        const isKnown = document.isKnown === true && index.title(id) === title
        written.push({ id, isNew: newSentences(index, put({ id, sha256, title }, units), isKnown) })
        notCompared.push(...reasons.map((reason) => ({ document: id, reason })))
      }
    })
  }
  for await (const document of changed) {
    waiting.push(document)
    if (waiting.length >= WRITTEN_TOGETHER) write()
  }
  write()
  return { written, notCompared }
}

/** What went from a page may have been all that kept its other sentences from being asked about: it stands on the other page too. */
function newSentences(index: PairsIndex, { added, gone }: Put, isKnown: boolean): Written['isNew'] {
  const all = !isKnown || gone.some((key) => index.documentsWith(key).length > 0)
  return (n) => all || added.has(n)
}

/** A comparison in memory, for measuring: nothing is kept. */
export async function compareOnce(
  documents: readonly ChangedDocument[],
  embed: EmbedTexts,
  onProgress?: (done: number, of: number) => void,
): Promise<Comparison> {
  const index = openPairsIndex(':memory:', CONFIGURATION)
  try {
    return await compareDocuments(index, { changed: documents, of: documents.length, removed: [] }, embed, onProgress)
  } finally {
    index.close()
  }
}
