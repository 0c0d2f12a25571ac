import { type BoardDecision, BoardList, BoardReview, BoardTaken } from '#core/authoring'
import type { StudioClient } from '../use-studio.ts'

export const createBoardApi = (studio: StudioClient) => ({
  list: () => studio.get(BoardList, 'board'),
  review: (of: string) => studio.get(BoardReview, `board/review?of=${encodeURIComponent(of)}`),
  close: (of: string, base: number, decisions: readonly BoardDecision[]) =>
    studio.post(BoardTaken, 'board/review', { of, base, decisions }),
})
