/** Who may import whom in core: ARCHITECTURE.md's table, and the only place it is written down for machines. */
export const modules: Readonly<Record<string, readonly string[]>> = {
  base: [],
  content: ['base'],
  competencies: ['base', 'content'],
  knowledge: ['base', 'content'],
  embedding: ['base'],
  retrieval: ['base', 'content', 'knowledge', 'embedding'],
  consistency: ['base', 'content', 'knowledge', 'retrieval'],
  authoring: ['base', 'content', 'competencies', 'knowledge', 'retrieval', 'consistency'],
  context: ['base', 'content', 'retrieval', 'anchors'],
  anchors: ['base'],
  assessment: ['base', 'content', 'competencies', 'embedding', 'retrieval'],
  learner: ['base', 'content', 'competencies', 'assessment', 'events'],
  releases: ['base', 'content'],
  events: ['base'],
  people: ['base'],
  ledger: ['base'],
}

/** They may name any module: adapters implement ports, ui draws what the engine answers. */
export const outerModules = ['adapters', 'ui']

/** Packages core may use outside adapters and ui: each runs in every browser and in Node, and touches nothing outside. */
export const corePackages = [
  '@noble/hashes',
  'hast',
  'hast-util-from-html',
  'hast-util-to-mdast',
  'jose',
  'mdast',
  'mdast-util-from-markdown',
  'mdast-util-gfm',
  'micromark-extension-gfm',
  'ts-fsrs',
  'uuid',
  'valibot',
  'wink-porter2-stemmer',
  'yaml',
]

/** They alone build adapters and the engine. */
export const compositionRoots = [
  // drafts of placements are the panel's own: the engine knows nothing of them
  /^extension\/placing\/draft-store\.ts$/,
  /^extension\/entrypoints\/offscreen\//,
  /^extension\/engine-host\//,
  /^pwa\/engine\.worker\.ts$/,
  /^pwa\/engine-host\.ts$/,
  /^sync\//,
  /^tests\//,
]
