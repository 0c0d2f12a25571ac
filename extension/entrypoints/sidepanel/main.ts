import '../../style.css'
import { createApp } from 'vue'
import { closePeerConnections } from '#core/base'
import PanelApp from '../../panel/PanelApp.vue'

closePeerConnections(globalThis)
createApp(PanelApp).mount('#app')
