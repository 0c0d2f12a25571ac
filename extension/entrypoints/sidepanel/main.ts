import '../../style.css'
import { createApp } from 'vue'
import PanelApp from '../../panel/PanelApp.vue'

createApp(PanelApp).mount('#app')
