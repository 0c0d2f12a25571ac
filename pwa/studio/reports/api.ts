import * as v from 'valibot'
import { type ReportAnswer, ReportBoard } from '#core/authoring'
import type { StudioClient } from '../use-studio.ts'

const Answered = v.object({ state: v.literal('answered') })

export const createReportsApi = (studio: StudioClient) => ({
  board: () => studio.get(ReportBoard, 'reports'),
  answer: (id: string, answer: ReportAnswer) => studio.post(Answered, `reports/${id}`, { answer }),
})
