/** A request of the studio to the organisation's server, under the credential of this device. Part of `Engine` (engine-api.ts). */
export interface StudioRequest {
  method: 'GET' | 'POST' | 'DELETE'
  /** begins with `/v1/studio/` */
  path: string
  body?: unknown
}

export interface Studio {
  /**
   * Work of L&D is done with the server, so one door carries it; who asks parses the reply with the schema of its area. It may
   * be sent twice where the app's host changes in between: routes take the same edit again without harm.
   *
   * @throws {AppError} `offline`, `bad-input` for a path elsewhere, otherwise the server's own code
   */
  studio(request: StudioRequest): Promise<unknown>
}
