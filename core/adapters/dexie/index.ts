export { LibraryDatabase, RecordDatabase } from './databases.ts'
