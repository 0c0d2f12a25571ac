import { afterAll } from 'vitest'
import { pageRoots } from '../../../extension/page/page-roots.ts'

/** A frame that shows one page of a tool after the other, for the tests of the file that asks for it. */
export function pageFrame() {
  const frame = document.createElement('iframe')
  frame.style.cssText = 'width:1000px;height:700px'
  document.body.append(frame)
  afterAll(() => frame.remove())
  return {
    show(html: string): Document {
      const page = frame.contentDocument
      if (!page) throw new Error('the frame has no document')
      const parsed = Document.parseHTMLUnsafe(html)
      for (const loaded of parsed.querySelectorAll('script,link,img')) loaded.remove()
      page.replaceChild(page.adoptNode(parsed.documentElement), page.documentElement)
      return page
    },
    /** The first element that a selector means, in any part of the page, marked so that it is known whatever becomes of it. */
    mark(page: Document, selector: string): Element | null {
      const [target] = pageRoots(page).flatMap((root) => [...root.querySelectorAll(selector)])
      target?.setAttribute('data-target', '')
      return target ?? null
    },
  }
}
