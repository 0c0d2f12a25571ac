import '../../pwa/style.css'
import { type Component, createApp, h, reactive } from 'vue'

/** One component in the page a browser test runs in; `set` changes its props as a parent would. */
export function mountPart(part: Component, props: Record<string, unknown> = {}) {
  const root = document.createElement('div')
  document.body.replaceChildren(root)
  const state = reactive({ ...props })
  const app = createApp({ render: () => h(part, state) })
  app.mount(root)
  return { root, set: (more: Record<string, unknown>) => Object.assign(state, more), close: () => app.unmount() }
}
