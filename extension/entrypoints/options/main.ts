import '../../style.css'
import { createApp } from 'vue'
import OptionsApp from '../../options/OptionsApp.vue'

createApp(OptionsApp).mount('#app')
