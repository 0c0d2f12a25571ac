export { chromiumArgs, findChromium } from '../../sync/demo/chromium.ts'
