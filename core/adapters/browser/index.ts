export { limitToPackage } from './package-only.ts'
export { watchPower } from './watch-power.ts'
