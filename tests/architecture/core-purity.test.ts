import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { outerModules } from './import-table.ts'
import { scriptOf, sourceFiles } from './source-files.ts'

/** What the compiler lets pass (it is in every runtime's library) and core may not use: it is handed in. */
const members: Readonly<Record<string, readonly string[]>> = {
  Date: ['now'],
  Math: ['random'],
  crypto: ['getRandomValues', 'randomUUID'],
}
/** Anything of these is a way around the rule; the compiler refuses most, this says so in words. */
const globals = [
  'globalThis',
  'console',
  'window',
  'self',
  'process',
  'navigator',
  'location',
  'localStorage',
  'indexedDB',
  'performance',
  'fetch',
  'setTimeout',
  'setInterval',
  'Buffer',
]

describe('core outside adapters and ui', () => {
  const files = sourceFiles(['core']).filter(
    (path) => !path.endsWith('.d.ts') && !outerModules.includes(path.split('/')[1] ?? ''),
  )

  it('reads no clock, rolls no dice and names nothing of one runtime', () => {
    expect(files.length).toBeGreaterThan(20)
    expect(files.flatMap(breaches), 'hand it in through deps').toEqual([])
  })

  it('is checked by a test that sees such a breach', () => {
    const found = breachesIn('x.ts', 'const a = Date.now(); const b = new Date(); const c = Math.random(); window.x()')
    expect(found).toEqual(['x.ts: Date.now', 'x.ts: new Date()', 'x.ts: Math.random', 'x.ts: window'])
  })
})

const breaches = (path: string) => breachesIn(path, scriptOf(path))

function breachesIn(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const declared = declaredNames(source)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      const [object, member] = [node.expression.text, node.name.text]
      if (members[object]?.includes(member)) found.push(`${object}.${member}`)
    }
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'Date')
      if (!node.arguments?.length) found.push('new Date()')
    if (ts.isIdentifier(node) && globals.includes(node.text) && isFreeUse(node, declared)) found.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found.map((what) => `${path}: ${what}`)
}

/** An identifier used as a value that the file neither declares nor takes as a property, type or label. */
function isFreeUse(node: ts.Identifier, declared: ReadonlySet<string>): boolean {
  const { parent } = node
  if (declared.has(node.text)) return false
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  return (
    (ts.isCallExpression(parent) && parent.expression === node) ||
    (ts.isNewExpression(parent) && parent.expression === node) ||
    ts.isElementAccessExpression(parent) ||
    ts.isSpreadAssignment(parent)
  )
}

function declaredNames(source: ts.SourceFile): Set<string> {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    const named =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isImportSpecifier(node) ||
      ts.isImportClause(node)
    if (named && node.name && ts.isIdentifier(node.name)) names.add(node.name.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return names
}
