import * as v from 'valibot'
import { NoticeBoard } from '#core/authoring'
import { parse } from '#core/base'
import type { Engine } from '../../core/engine-api.ts'

/** Loaded when it is first needed: the schemas of the studio are no part of the app's start. */
export const readNotices = async (engine: Engine): Promise<NoticeBoard> =>
  parse(NoticeBoard, await engine.studio({ method: 'GET', path: '/v1/studio/notices' }), 'notices')

export async function wantMail(engine: Engine, wanted: boolean): Promise<void> {
  const body = { stopped: !wanted }
  const reply = await engine.studio({ method: 'POST', path: '/v1/studio/notices/mail', body })
  parse(v.object({ stopped: v.boolean() }), reply, 'reply')
}
