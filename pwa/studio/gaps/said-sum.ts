import { type GapSum, saidShare } from '#core/competencies'
import { words } from './words.ts'

/** A sum in words; one over too few people says so. */
export const saidSum = (sum: GapSum): string =>
  sum.state === 'too-few' ? words.tooFew : words.share(saidShare(sum.below), sum.people)
