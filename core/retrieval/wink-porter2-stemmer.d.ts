declare module 'wink-porter2-stemmer' {
  /** @param word lower-case letters and digits */
  export default function stem(word: string): string
}
