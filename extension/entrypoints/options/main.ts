import '../../style.css'
import { createApp } from 'vue'
import { closePeerConnections } from '#core/base'
import OptionsApp from '../../options/OptionsApp.vue'

closePeerConnections(globalThis)
createApp(OptionsApp).mount('#app')
