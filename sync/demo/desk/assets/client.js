// Client-side navigation: pages come from the server whole, only <main> is exchanged, as in the tool this one imitates.
const main = () => document.getElementById('main')

async function show(url, init = {}) {
  main().setAttribute('aria-busy', 'true')
  const response = await fetch(url, { ...init, headers: { accept: 'text/html' } })
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  const fresh = page.getElementById('main')
  if (!fresh) return location.assign(url)
  main().replaceWith(document.adoptNode(fresh))
  document.title = page.title
  for (const link of document.querySelectorAll('.rail a[data-section]')) {
    if (link.dataset.section === fresh.dataset.section) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
  const alert = fresh.querySelector('[role=alert]')
  if (alert) alert.scrollIntoView({ block: 'nearest' })
  else fresh.focus({ preventScroll: true })
  return response.url
}

document.addEventListener('click', async (event) => {
  const link = event.target.closest?.('a[href]')
  if (!link || link.origin !== location.origin || event.ctrlKey || event.metaKey || event.shiftKey || event.button)
    return
  event.preventDefault()
  history.pushState(null, '', link.href)
  await show(link.href)
  scrollTo(0, 0)
})

document.addEventListener('submit', async (event) => {
  const form = event.target
  event.preventDefault()
  const data = new URLSearchParams(new FormData(form, event.submitter))
  const url = new URL(form.action)
  if (form.method === 'get') {
    url.search = data.toString()
    history.pushState(null, '', url)
    return show(url)
  }
  const landed = await show(url, { method: 'post', body: data })
  if (landed && landed !== location.href) history.pushState(null, '', landed)
})

addEventListener('popstate', () => show(location.href))
