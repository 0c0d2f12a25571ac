import '../../style.css'
import { createApp } from 'vue'
import { closePeerConnections } from '#core/base'
import ReviewApp from '../../review/ReviewApp.vue'

closePeerConnections(globalThis)
createApp(ReviewApp).mount('#app')
