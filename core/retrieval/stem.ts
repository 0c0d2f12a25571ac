import stem from 'wink-porter2-stemmer'

/** What the forms of a word have in common. Porter2 knows English; other scripts' words are compared as they are. */
export const stemOf = (word: string): string => (/^[a-z0-9]+$/.test(word) ? stem(word) : word)
