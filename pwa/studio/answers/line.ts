import type { HomeClient } from '../use-home.ts'
import { words } from './words.ts'

export const line = async (home: HomeClient): Promise<string> => words.line((await home.summary()).answers.waiting)
