import stem from 'wink-porter2-stemmer'

/** What the forms of a word have in common. Porter2 knows English words; numbers, codes and other scripts are compared as they are. */
export const stemOf = (word: string): string => (/^[a-z]+$/.test(word) ? stem(word) : word)
