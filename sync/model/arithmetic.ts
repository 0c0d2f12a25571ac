import type { Dense } from './dense.ts'
import type { Graph, Value } from './graph.ts'
import type { Tensor } from './weights.ts'

/** How a recipe stores its large tables and multiplies by them; everything else of the encoder is common to both. */
export interface Arithmetic {
  /** token ids to their rows of the table */
  words(graph: Graph, table: Tensor, ids: Value): Value
  /**
   * x W + b
   * @param after what made x: the values after GELU are never below -0.17, which a quantiser can use
   */
  linear(graph: Graph, x: Value, dense: Dense, after: 'norm' | 'attention' | 'gelu'): Value
}
