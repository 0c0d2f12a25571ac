/** Prints the page with everything that is folded away, and folds it away again. */
export function printAll(): void {
  const folded = [...document.querySelectorAll('details:not([open])')]
  for (const one of folded) one.setAttribute('open', '')
  const foldAgain = () => {
    for (const one of folded) one.removeAttribute('open')
  }
  addEventListener('afterprint', foldAgain, { once: true })
  print()
}
