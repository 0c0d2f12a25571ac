import { AnswerQueue, AnswerRead, type AnswerReading, AnswerToRead } from '#core/authoring'
import type { StudioClient } from '../use-studio.ts'

export const createAnswersApi = (studio: StudioClient) => ({
  queue: () => studio.get(AnswerQueue, 'answers'),
  open: (id: string) => studio.get(AnswerToRead, `answers/${id}`),
  read: (id: string, reading: AnswerReading) => studio.post(AnswerRead, `answers/${id}`, { reading }),
})
