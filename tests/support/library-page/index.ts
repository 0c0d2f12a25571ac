export { plant } from './plant.ts'
export { answer, watchForAnswer } from './watch-answer.ts'
export { work } from './work.ts'
