/**
 * What words add to meaning: at most `WORDS_SHARE`, half of it at `WORDS_HALF` (BM25F, about two or three rare words in common).
 * PROVISIONAL, as are the threshold and margin below: set on page states that we labelled ourselves (tests/golden/work-states), where
 * the plateau is flat: shares of .7 to 1.4 move the right task among the top three by .01.
 */
const WORDS_SHARE = 1
const WORDS_HALF = 10

/**
 * How near a page and an aid are: meaning, and words in common.
 *
 * @param cosine of `signalText(signals)` and the aid's nearest text, [-1, 1]
 * @param words  from `createAidWords`, >= 0
 * @returns comparable between pages, [-1, 2]
 */
export const nearness = (cosine: number, words: number): number => cosine + (WORDS_SHARE * words) / (words + WORDS_HALF)

/**
 * Below it nothing is offered by meaning: on those states .75 offers a wrong aid on 4.3 % of them, .85 on 1.4 %. Too low offers wrong aids, too high
 * makes this way silent.
 */
export const OFFER_THRESHOLD = 0.85
/**
 * How far the best aid must be ahead of the next one for something else: two equally near aids are a guess, not an offer. Set on pages of the
 * desk, DokuWiki and MailDev (tests/golden/tool-states), where .05 offers a wrong aid on 10 % of them, .12 on 6.5 %, .15 on 5.2 %.
 */
export const OFFER_MARGIN = 0.15
