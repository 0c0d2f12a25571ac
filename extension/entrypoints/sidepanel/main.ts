import '../../style.css'
import { createApp } from 'vue'
import PanelApp from '../../parts/PanelApp.vue'

createApp(PanelApp).mount('#app')
