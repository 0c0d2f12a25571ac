/**
 * Tests that change what all modules share (globals, the environment, the clock) run in a world of their own: folders and files.
 * All others share the modules they import, which saves two thirds of the time; tests/architecture holds the tree to this list.
 */
export const ownWorld: readonly string[] = [
  'tests/unit/extension/',
  'tests/unit/commands/',
  'tests/unit/gate/production.test.ts',
  'tests/unit/releases/release-mutations.test.ts',
  'tests/unit/sync/gap-commands.test.ts',
  'tests/unit/sync/init-demo.test.ts',
  'tests/unit/sync/settings.test.ts',
  'tests/golden/tool-states.test.ts',
  'tests/golden/work-states.test.ts',
]
