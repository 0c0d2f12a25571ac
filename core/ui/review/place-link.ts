import { defineComponent, h, type PropType } from 'vue'
import { type ReviewScreen, useReviewPlace } from './review-place.ts'

/** A link inside of reviewing, however the face gets from screen to screen; with a key held it is the browser's. */
export const PlaceLink = defineComponent({
  props: { to: { type: Object as PropType<ReviewScreen>, required: true } },
  setup(props, { slots }) {
    const place = useReviewPlace()
    const onClick = (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
      event.preventDefault()
      place.go(props.to)
    }
    return () => h('a', { href: place.hrefOf(props.to), onClick }, slots.default?.())
  },
})
