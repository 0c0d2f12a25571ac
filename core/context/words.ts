/** Lower case, accents kept, every run of anything but letters and digits one space: how texts of a page are compared. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Whole words in order: "refund" is in "Refund above your limit", "fund" is not. An empty needle is nowhere. */
export function says(text: string, needle: string): boolean {
  const wanted = plain(needle)
  return wanted !== '' && ` ${plain(text)} `.includes(` ${wanted} `)
}
