import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import ts from 'typescript'
import { root, scriptOf } from './source-files.ts'

export interface Import {
  from: string
  /** as written */
  specifier: string
  /** the file it names, from the root, or null for a package */
  to: string | null
  typeOnly: boolean
}

/** Every import, re-export and dynamic import of the files, as the compiler reads them. */
export function importGraph(files: readonly string[]): Import[] {
  return files.flatMap(importsOf)
}

function importsOf(from: string): Import[] {
  const source = ts.createSourceFile(from, scriptOf(from), ts.ScriptTarget.Latest, true)
  const found: Import[] = []
  const add = (specifier: string, typeOnly: boolean) =>
    found.push({ from, specifier, to: resolveImport(from, specifier), typeOnly })
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
      add(node.moduleSpecifier.text, isTypeImport(node.importClause))
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
      add(node.moduleSpecifier.text, isTypeExport(node))
    else if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    )
      add(node.argument.literal.text, true)
    else if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      node.arguments[0] &&
      ts.isStringLiteralLike(node.arguments[0])
    )
      add(node.arguments[0].text, false)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const named = clause.namedBindings
  return (
    !clause.name && named !== undefined && ts.isNamedImports(named) && named.elements.every((each) => each.isTypeOnly)
  )
}

function isTypeExport(node: ts.ExportDeclaration): boolean {
  if (node.isTypeOnly) return true
  const clause = node.exportClause
  return clause !== undefined && ts.isNamedExports(clause) && clause.elements.every((each) => each.isTypeOnly)
}

/** `#core/x` is core/x/index.ts, `#core/engine` core/engine.ts, as package.json says. */
function resolveImport(from: string, specifier: string): string | null {
  const path = specifier.split('?')[0] ?? ''
  if (path.startsWith('#core/')) {
    const module = path.slice('#core/'.length)
    return module === 'engine' ? 'core/engine.ts' : `core/${module}/index.ts`
  }
  if (!path.startsWith('.')) return null
  const target = normalize(join(dirname(from), path))
  const candidates = [target, `${target}.ts`, `${target}/index.ts`]
  return candidates.find((each) => existsSync(join(root, each))) ?? target
}

/** Files that reach themselves through value imports, each cycle once. */
export function importCycles(graph: readonly Import[]): string[][] {
  const next = new Map<string, string[]>()
  for (const { from, to, typeOnly } of graph)
    if (to && !typeOnly && to !== from) next.set(from, [...(next.get(from) ?? []), to])
  const cycles: string[][] = []
  const done = new Set<string>()
  const walk = (file: string, path: string[]): void => {
    const at = path.indexOf(file)
    if (at >= 0) {
      cycles.push(path.slice(at))
      return
    }
    if (done.has(file)) return
    for (const to of next.get(file) ?? []) walk(to, [...path, file])
    done.add(file)
  }
  for (const file of next.keys()) walk(file, [])
  return cycles
}
