import { defineCommand } from 'citty'

/** Figures on data sets; the vectors are kept by content hash, so a second run is quick. */
export const evalCommand = defineCommand({
  meta: { name: 'eval', description: 'Measure a part of Handrail on a data set' },
  subCommands: {
    scoring: () => import('./eval-scoring.ts').then((m) => m.evalScoringCommand),
    embedding: () => import('./eval-embedding.ts').then((m) => m.evalEmbeddingCommand),
    retrieval: () => import('./eval-retrieval.ts').then((m) => m.evalRetrievalCommand),
    context: () => import('./eval-context.ts').then((m) => m.evalContextCommand),
    intents: () => import('./eval-intents.ts').then((m) => m.evalIntentsCommand),
    ablation: () => import('./eval-ablation.ts').then((m) => m.evalAblationCommand),
    'nothing-fits': () => import('./eval-nothing-fits.ts').then((m) => m.evalNothingFitsCommand),
    handbook: () => import('./eval-handbook.ts').then((m) => m.evalHandbookCommand),
    duplicates: () => import('./eval-duplicates.ts').then((m) => m.evalDuplicatesCommand),
    contradictions: () => import('./eval-contradictions.ts').then((m) => m.evalContradictionsCommand),
    items: () => import('./eval-items.ts').then((m) => m.evalItemsCommand),
    cat: () => import('./eval-cat.ts').then((m) => m.evalCatCommand),
    ability: () => import('./eval-ability.ts').then((m) => m.evalAbilityCommand),
    support: () => import('./eval-support.ts').then((m) => m.evalSupportCommand),
    tags: () => import('./eval-tags.ts').then((m) => m.evalTagsCommand),
    tracing: () => import('./eval-tracing.ts').then((m) => m.evalTracingCommand),
    recall: () => import('./eval-recall.ts').then((m) => m.evalRecallCommand),
  },
})
