import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

/** Every source file of the five rooms, as paths from the root with forward slashes. */
export function sourceFiles(rooms: readonly string[] = ['core', 'extension', 'pwa', 'sync', 'tests']): string[] {
  return rooms.flatMap((room) => [...filesBelow(join(root, room))]).map((path) => relative(root, path))
}

/** The script of a file: all of a .ts, the script blocks of a .vue. */
export function scriptOf(path: string): string {
  const text = readFileSync(join(root, path), 'utf8')
  if (!path.endsWith('.vue')) return text
  return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
}

function* filesBelow(path: string): Generator<string> {
  for (const name of readdirSync(path).sort()) {
    const inside = join(path, name)
    if (statSync(inside).isDirectory()) yield* filesBelow(inside)
    else if (/\.(ts|vue|js|mjs)$/.test(name)) yield inside
  }
}
