import '../../style.css'
import { createApp } from 'vue'
import OptionsApp from '../../parts/OptionsApp.vue'

createApp(OptionsApp).mount('#app')
