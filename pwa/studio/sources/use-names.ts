import { ContentChoices } from '#core/authoring'
import { useLoad } from '../../use-load.ts'
import type { StudioClient } from '../use-studio.ts'

/** What a document's roles and competencies may name: roles, and competencies with their parts. */
export const useNames = (studio: StudioClient) =>
  useLoad(
    async () => {
      const { roles, competencies } = await studio.get(ContentChoices, 'content/choices')
      return { roles, competencies: competencies.flatMap(({ id, title, parts }) => [{ id, title }, ...parts]) }
    },
    { follow: false },
  )
