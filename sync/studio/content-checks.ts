import { checkItem } from '#core/assessment'
import { checkCompetency } from '#core/competencies'
import type { BodyChecks } from '#core/content'
import { checkPlacement } from '#core/context'

/** What other modules of core know about bodies; the same checks run on every device. */
export const bodyChecks: BodyChecks = { item: checkItem, competency: checkCompetency, placement: checkPlacement }
