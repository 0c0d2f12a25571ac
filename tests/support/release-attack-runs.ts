import { createRandom } from '#core/base'
import { fromBase64Url, heldBlobs, toBase64Url } from '#core/releases'
import { type Attack, createScene, deviceWith, type Scene } from './release-attacks.ts'
import { after, device, type Files } from './release-world.ts'

/** @returns what the device answered, and whether it still shows exactly what it showed before */
export async function runAttack(scene: Scene, attack: Attack) {
  const seen = (await attack.before?.(scene)) ?? scene.good
  const { store, updater } = await deviceWith(seen)
  const before = await shown(store)
  const outcome = await updater(await attack.mount(scene, seen), attack.nowMs ?? after(6)).update()
  return {
    state: outcome.state,
    code: outcome.state === 'refused' ? outcome.code : '',
    kept: (await shown(store)) === before,
  }
}

type Store = Awaited<ReturnType<typeof device>>['store']
async function shown(store: Store): Promise<string> {
  const state = await store.load()
  return JSON.stringify([state?.trust.tenant, state?.objects.map(({ id, version, sha256 }) => [id, version, sha256])])
}

/**
 * Turns single bits, and drops, doubles or swaps single bytes, in every document of an honest update, as carried and inside its
 * signed parts.
 *
 * @returns what was accepted though it was not what was signed, and how often the honest update was taken in between
 */
export async function runMutations(seed: number, count: number) {
  const scene = await createScene()
  const honest = await scene.next({ trusts: await scene.trusts(() => {}) })
  const origin = await snapshot((await deviceWith(scene.good)).store)
  const random = createRandom(seed)
  const paths = [...honest.keys()].filter((path) => path !== '/v1/trust/1')
  const accepted: string[] = []
  let honestTaken = 0
  let honestTried = 0
  for (let i = 0; i < count; i++) {
    const path = paths[i % paths.length] as string
    const mutant = mutate(honest.get(path) as Uint8Array, random)
    const outcome = await update(origin, new Map(honest).set(path, mutant.bytes))
    if (outcome.state !== 'refused') accepted.push(`${path}: ${mutant.how}`)
    if (i % 100 === 0) {
      honestTried++
      if ((await update(origin, honest)).state === 'installed') honestTaken++
    }
  }
  return { accepted, honestTaken, honestTried }
}

async function snapshot(store: Store) {
  const state = await store.load()
  if (!state) throw new Error('nothing was installed')
  const blobs = await Promise.all([...heldBlobs(state)].map((sha256) => store.blob(sha256)))
  return { state, blobs: blobs.filter((bytes) => bytes !== null) }
}

const update = async (origin: Parameters<typeof device>[0], files: Files) =>
  (await device(origin)).updater(files, after(6)).update()

type Random = ReturnType<typeof createRandom>
function mutate(bytes: Uint8Array, random: Random): { bytes: Uint8Array; how: string } {
  const inner = random.int(2) === 0 ? mutateInside(bytes, random) : null
  return inner ?? mutateBytes(bytes, random)
}

function mutateBytes(bytes: Uint8Array, random: Random): { bytes: Uint8Array; how: string } {
  const at = random.int(bytes.length)
  const way = random.int(4)
  if (way === 0) return { bytes: splice(bytes, at, 1), how: `byte ${at} dropped` }
  if (way === 1) return { bytes: splice(bytes, at, 0, bytes[at] ?? 0), how: `byte ${at} doubled` }
  const out = bytes.slice()
  const bit = random.int(8)
  out[at] = (out[at] ?? 0) ^ (1 << bit)
  return { bytes: out, how: `bit ${bit} of byte ${at} turned` }
}

const splice = (bytes: Uint8Array, at: number, drop: number, ...add: number[]) =>
  new Uint8Array([...bytes.slice(0, at), ...add, ...bytes.slice(at + drop)])

/** Behind the base64: the payload, a header or a signature. */
function mutateInside(bytes: Uint8Array, random: Random): { bytes: Uint8Array; how: string } | null {
  const text = new TextDecoder().decode(bytes)
  const parts = [...text.matchAll(/"(payload|protected|signature)":"([^"]+)"/g)]
  if (parts.length === 0) return null
  const part = parts[random.int(parts.length)]
  const [whole = '', name = '', value = ''] = part ?? []
  const mutant = mutateBytes(fromBase64Url(value, name), random)
  const start = part?.index ?? 0
  const replaced = `${text.slice(0, start)}"${name}":"${toBase64Url(mutant.bytes)}"${text.slice(start + whole.length)}`
  return { bytes: new TextEncoder().encode(replaced), how: `${name}: ${mutant.how}` }
}
