import type { Hono } from 'hono'
import type { AppEnv } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { enrolRoutes } from './enrol.ts'
import { healthRoutes } from './health.ts'
import { syncRoutes } from './sync.ts'

/** Every part of the API, one line each. A module is a function from the organisation to routes with full paths. */
export type Routes = (org: Organisation) => readonly Hono<AppEnv>[]
export const routes: Routes = (org) => [healthRoutes(org), enrolRoutes(org), syncRoutes(org)]
