/** More than this many cards are looked through rather than read. */
const FEW = 8

/** Whether a list of `count` aids is long enough that some of them are shown once more on top. */
export const needsSuggestions = (count: number): boolean => count > FEW
