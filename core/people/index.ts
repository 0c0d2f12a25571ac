export { Enrolment, type EnrolmentStore, EnrolReply } from './enrolment.ts'
export { type EnrolmentLink, readEnrolmentLink } from './enrolment-link.ts'
