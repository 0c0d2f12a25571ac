import { createRouter, type Router, type RouterHistory } from 'vue-router'
import { useSession } from './stores/session.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** the whole screen belongs to one task: no navigation around it */
    focused?: boolean
    /** has two columns where there is room */
    wide?: boolean
    /** can be opened before this device is enrolled */
    open?: boolean
  }
}

export function createAppRouter(history: RouterHistory): Router {
  const router = createRouter({
    history,
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
    routes: [
      { path: '/', name: 'today', component: () => import('./screens/TodayScreen.vue') },
      { path: '/library', name: 'library', component: () => import('./screens/LibraryScreen.vue') },
      { path: '/library/:kind/:id', name: 'aid', component: () => import('./screens/AidScreen.vue'), props: true },
      {
        path: '/attempt/:attempt',
        name: 'attempt',
        component: () => import('./player/PlayerScreen.vue'),
        props: true,
        meta: { focused: true },
      },
      { path: '/settings', name: 'settings', component: () => import('./settings/SettingsScreen.vue') },
      {
        path: '/record/attempt/:attempt',
        name: 'attempt-record',
        component: () => import('./screens/AttemptRecord.vue'),
        props: true,
      },
      { path: '/record', name: 'record', component: () => import('./screens/RecordScreen.vue') },
      { path: '/record/sent', name: 'ledger', component: () => import('./screens/LedgerScreen.vue') },
      { path: '/review', name: 'review', component: () => import('./review/ReviewScreen.vue') },
      { path: '/review/release', name: 'release', component: () => import('./review/ReleaseScreen.vue') },
      { path: '/review/hours', component: () => import('./review/ReviewHoursScreen.vue') },
      { path: '/review/search', name: 'quality', component: () => import('./quality/QualityScreen.vue') },
      {
        path: '/review/:sha256',
        name: 'review-object',
        component: () => import('./review/ReviewObjectScreen.vue'),
        props: true,
        meta: { wide: true },
      },
      { path: '/studio', name: 'studio', component: () => import('./studio/StudioScreen.vue'), meta: { wide: true } },
      {
        path: '/studio/freshness',
        component: () => import('./studio/freshness/FreshnessScreen.vue'),
        meta: { wide: true },
      },
      { path: '/studio/changes', component: () => import('./studio/changes/ChangesScreen.vue'), meta: { wide: true } },
      {
        path: '/studio/changes/object',
        component: () => import('./studio/changes/ChangeScreen.vue'),
        meta: { wide: true },
      },
      { path: '/studio/tags', component: () => import('./studio/tags/TagsScreen.vue'), meta: { wide: true } },
      {
        path: '/studio/sources',
        name: 'sources',
        component: () => import('./studio/sources/SourcesScreen.vue'),
        meta: { wide: true },
      },
      {
        path: '/studio/sources/places',
        name: 'source-places',
        component: () => import('./studio/sources/PlacesScreen.vue'),
      },
      {
        path: '/studio/sources/document/:id+',
        name: 'source-document',
        component: () => import('./studio/sources/DocumentScreen.vue'),
        props: true,
      },
      { path: '/studio/pairs', component: () => import('./studio/pairs/PairsScreen.vue'), meta: { wide: true } },
      {
        path: '/studio/pairs/:id',
        component: () => import('./studio/pairs/PairScreen.vue'),
        props: true,
        meta: { wide: true },
      },
      {
        path: '/studio/framework',
        component: () => import('./studio/framework/FrameworkScreen.vue'),
        meta: { wide: true },
      },
      {
        path: '/studio/framework/assign',
        component: () => import('./studio/framework/RemapScreen.vue'),
        meta: { wide: true },
      },
      {
        path: '/studio/framework/:id',
        component: () => import('./studio/framework/CompetencyEditor.vue'),
        props: true,
        meta: { wide: true },
      },
      {
        path: '/studio/framework/:id/change',
        component: () => import('./studio/framework/ChangeScreen.vue'),
        props: true,
        meta: { wide: true },
      },
      {
        path: '/studio/history/:kind/:id',
        component: () => import('./studio/framework/HistoryScreen.vue'),
        props: true,
        meta: { wide: true },
      },
      { path: '/studio/roles', component: () => import('./studio/roles/RolesScreen.vue'), meta: { wide: true } },
      {
        path: '/studio/roles/:id',
        component: () => import('./studio/roles/ProfileEditor.vue'),
        props: true,
        meta: { wide: true },
      },
      { path: '/studio/gaps', component: () => import('./studio/gaps/GapsScreen.vue'), meta: { wide: true } },
      {
        path: '/studio/gaps/:id',
        component: () => import('./studio/gaps/GapScreen.vue'),
        props: true,
        meta: { wide: true },
      },
      { path: '/studio/objects', component: () => import('./studio/objects/ObjectsScreen.vue'), meta: { wide: true } },
      {
        path: '/studio/objects/new',
        component: () => import('./studio/objects/NewObject.vue'),
        props: ({ query }) => ({ kind: String(query.kind ?? ''), brief: String(query.brief ?? '') }),
        meta: { wide: true },
      },
      {
        path: '/studio/objects/:kind/:id+',
        component: () => import('./studio/objects/ObjectEditor.vue'),
        props: ({ params }) => ({ kind: params.kind, id: [params.id].flat().join('/'), brief: '' }),
        meta: { wide: true },
      },
      {
        path: '/studio/releases',
        component: () => import('./studio/releases/ReleasesScreen.vue'),
        meta: { wide: true },
      },
      {
        path: '/studio/releases/:version(\\d+)',
        component: () => import('./studio/releases/ReleasePage.vue'),
        props: ({ params }) => ({ version: Number(params.version) }),
        meta: { wide: true },
      },
      {
        path: '/studio/readiness',
        component: () => import('./studio/readiness/ReadinessScreen.vue'),
        meta: { wide: true },
      },
      { path: '/notices', name: 'notices', component: () => import('./screens/NoticesScreen.vue') },
      { path: '/studio/briefs', component: () => import('./studio/briefs/BriefsScreen.vue'), meta: { wide: true } },
      {
        path: '/studio/briefs/:id',
        component: () => import('./studio/briefs/BriefScreen.vue'),
        props: true,
        meta: { wide: true },
      },
      { path: '/studio/reports', component: () => import('./studio/reports/ReportsScreen.vue'), meta: { wide: true } },
      { path: '/studio/answers', component: () => import('./studio/answers/AnswersScreen.vue'), meta: { wide: true } },
      {
        path: '/studio/answers/:id',
        component: () => import('./studio/answers/AnswerScreen.vue'),
        props: true,
        meta: { wide: true },
      },
      { path: '/studio/board', component: () => import('./studio/board/BoardScreen.vue'), meta: { wide: true } },
      {
        path: '/studio/board/:id',
        component: () => import('./studio/board/ReviewScreen.vue'),
        props: true,
        meta: { wide: true },
      },
      { path: '/studio/hours', component: () => import('./studio/hours/HoursScreen.vue'), meta: { wide: true } },
      {
        path: '/enrol',
        name: 'enrol',
        component: () => import('./screens/EnrolScreen.vue'),
        meta: { focused: true, open: true },
      },
      {
        path: '/:rest(.*)*',
        name: 'missing',
        component: () => import('./screens/MissingScreen.vue'),
        meta: { open: true },
      },
    ],
  })
  router.beforeEach(async (to) => {
    const session = useSession()
    if (!session.known) await session.read()
    if (session.known && !session.me && !to.meta.open) return { name: 'enrol' }
    return true
  })
  return router
}
