import { ReleaseList } from '#core/authoring'
import type { HomeClient } from '../use-home.ts'
import { lineOf } from './words.ts'

export const line = async (home: HomeClient): Promise<string> => lineOf(await home.get(ReleaseList, 'releases'))
