export { Enrolment, type EnrolmentStore, EnrolReply, Standing } from './enrolment.ts'
export { type EnrolmentLink, readEnrolmentLink } from './enrolment-link.ts'
