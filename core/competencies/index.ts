export { type CompetencyBody, type CompetencyIndex, createCompetencyIndex } from './competency-index.ts'
export { documentDomains, domainsOf } from './domains.ts'
export { isStaleProfile, type RoleProfileBody } from './role-profile-age.ts'
