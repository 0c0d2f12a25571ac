import { inTurn, open, type Walk } from '../walk.ts'

/** The demo desk, whose aids are those of the demo organisation. */
export const desk: Walk = {
  tasks: {
    refund: 'give money back',
    identity: 'make sure who is asking before an account is changed',
    'privacy-incident': 'report that personal data was seen by others',
    'hand-over': 'hand a ticket on, with the right priority',
    parcel: 'find out where a parcel is',
  },
  stops: [
    [null, open('/tickets')],
    ['refund', open('/tickets/1042')],
    ['parcel', open('/tickets/1043')],
    ['identity', open('/tickets/1044')],
    ['refund', open('/tickets/1045')],
    ['privacy-incident', open('/tickets/1046')],
    [null, open('/tickets/1047')],
    ['refund', open('/tickets/1042/refund')],
    ['refund', (page) => page.focus('select[name=reason]')],
    [
      'refund',
      inTurn(
        (page) => page.fill('input[name=amount]', '5000'),
        (page) => page.click('form.card button'),
      ),
    ],
    ['refund', open('/tickets/1045/refund')],
    ['hand-over', open('/tickets/1042/escalate')],
    ['hand-over', (page) => page.click('form.card button')],
    ['hand-over', (page) => page.focus('select')],
    ['privacy-incident', open('/reports/incident')],
    ['privacy-incident', (page) => page.click('form button')],
    ['privacy-incident', (page) => page.focus('textarea')],
    ['identity', open('/customers/2041/edit')],
    ['identity', (page) => page.focus('form input')],
    ['identity', open('/customers/2057/edit')],
    [null, open('/customers')],
    [null, open('/customers/2063')],
    [null, open('/customers/2041')],
    [null, open('/tickets/new')],
    [null, (page) => page.click('form button')],
    [null, open('/settings')],
    [null, open('/nothing')],
    [null, open('/tickets?status=closed')],
  ],
}
