/** Attributes by which the makers of tools mark parts for their own tests. */
export const TEST_IDS: readonly string[] = ['data-testid', 'data-test', 'data-cy', 'data-qa']
