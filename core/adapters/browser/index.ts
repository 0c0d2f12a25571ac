export { watchPower } from './watch-power.ts'
