import { shell } from '../../../sync/demo/desk/layout.ts'
import { refundPage } from '../../../sync/demo/desk/pages/refund.ts'
import { ticketPage } from '../../../sync/demo/desk/pages/ticket.ts'
import { seedRecords } from '../../../sync/demo/desk/seed.ts'

/** A page of a tool, as it stands for one record or another, and the elements a guide could point at. */
export interface ToolPage {
  name: string
  /** HTML, shadow roots declared in it */
  html(record: 0 | 1): string
  /** name -> selector, the same for each record */
  targets: Readonly<Record<string, string>>
}

const NOW_MS = Date.UTC(2026, 10, 20, 9)

function desk(kind: 'ticket' | 'refund', record: 0 | 1): string {
  const records = seedRecords(NOW_MS)
  const ticket = records.tickets.get(['1042', '1045'][record] ?? '')
  const order = records.orders.get(ticket?.order ?? '')
  if (!ticket || !order) throw new Error('the demo desk has other tickets now')
  const form = { amount: '', reason: 'Goodwill', note: '' }
  return String(
    shell(kind === 'ticket' ? ticketPage(records, ticket, NOW_MS, null) : refundPage(ticket, order, form, null)),
  )
}

/** An admin table with a dialog: generated class names, test ids on some parts, ARIA instead of elements. */
function admin(record: 0 | 1): string {
  const team = ['Northern depot', 'Airport kiosk'][record]
  const people = [
    [
      ['ann', 'Ann Keller', 'Owner', 'Active'],
      ['bo', 'Bo Lind', 'Editor', 'Invited'],
      ['cy', 'Cy Marsh', 'Viewer', 'Active'],
      ['di', 'Di Novak', 'Viewer', 'Blocked'],
    ],
    [
      ['eve', 'Eve Osei', 'Owner', 'Active'],
      ['flo', 'Flo Prior', 'Viewer', 'Active'],
    ],
  ][record]
  const row = ([key, name, role, state]: string[]) => `
    <div role="row" class="css-1x7a2" data-row="${key}">
      <div role="cell" class="css-9k"><span class="css-22">${name}</span></div><div role="cell" class="css-9k">${role}</div>
      <div role="cell" class="css-9k"><span class="css-chip">${state}</span></div>
      <div role="cell" class="css-9k"><button class="css-b1" data-testid="row-edit">Edit</button>
      <button class="css-b1" data-testid="row-remove">Remove</button></div>
    </div>`
  return `<!doctype html><html lang="en"><head><title>Members of ${team}</title></head><body>
<div id="root"><div class="css-app">
  <header class="css-h"><div class="css-logo">Gatehouse</div>
    <div role="tablist" aria-label="Team"><button role="tab" aria-selected="true" id=":r1:">Members</button>
      <button role="tab" id=":r2:">Billing</button><button role="tab" id=":r3:">Audit log</button></div>
    <button class="css-icon" aria-label="Notifications"><svg width="20" height="20"></svg></button>
    <button class="css-icon" aria-label="Account menu"><svg width="20" height="20"></svg></button></header>
  <main class="css-m"><div class="css-head"><h1 class="css-t">Members of ${team}</h1>
      <div class="css-bar"><input class="css-in" placeholder="Filter members" type="text" name="filter">
        <div role="combobox" aria-label="Role" tabindex="0" class="css-in">All roles</div>
        <button class="css-b2" data-testid="export-csv">Export</button><button class="css-b2" data-testid="invite">Invite member</button></div></div>
    <div role="table" aria-label="Members" class="css-tab">${(people ?? []).map(row).join('')}</div>
    <div class="css-pag"><button class="css-b3" aria-label="Previous page">‹</button><span>Page 1 of 3</span><button class="css-b3" aria-label="Next page">›</button></div></main>
  <div role="dialog" aria-labelledby=":r7:" class="css-dlg"><h2 id=":r7:">Invite to team</h2>
    <div class="css-f"><label for=":r8:">Work email</label><input id=":r8:" name="email" type="email" autocomplete="email"></div>
    <div class="css-f"><label for=":r9:">Message</label><textarea id=":r9:"></textarea></div>
    <div class="css-f"><span id=":ra:">Access</span><div role="radiogroup" aria-labelledby=":ra:">
      <label><input type="radio" name="access"> Viewer</label><label><input type="radio" name="access"> Editor</label></div></div>
    <div class="css-act"><button class="css-b2">Cancel</button><button class="css-b2">Send invitation</button></div></div>
</div></div></body></html>`
}

/** A wiki with a tree, a tool bar of icons, an editor, and properties in a web component. */
function wiki(record: 0 | 1): string {
  const [title, about] = [
    ['Closing the shop', 'Who locks up, and when.'],
    ['Cash count', 'Two people count.'],
  ][record] ?? ['', '']
  return `<!doctype html><html lang="en"><head><title>${title}</title></head><body>
<div class="tc-page-x8f"><div class="tc-side-q1"><h1>Shop handbook</h1><div role="search"><input type="search" placeholder="Search pages"></div>
    <ul role="tree" aria-label="Pages"><li role="none"><a role="treeitem" href="#/page/closing">Closing the shop</a></li>
      <li role="none"><a role="treeitem" href="#/page/cash">Cash count</a></li><li role="none"><a role="treeitem" href="#/page/rota">Rota</a></li></ul>
    <div class="tc-tools"><a href="#/new">New page</a> <a href="#/recent">Recent changes</a> <a href="/help/start">Help</a></div></div>
  <div class="tc-body-zz"><h2>${title}</h2><p>${about}</p>
    <div role="toolbar" aria-label="Page"><button class="x1" title="Edit this page"><i></i></button><button class="x1" title="Copy link"><i></i></button>
      <button class="x1" title="Move to bin"><i></i></button><button class="x1" title="More"><i></i></button></div>
    <div class="tc-edit"><div class="lbl">Page text</div><div role="textbox" contenteditable="true" aria-label="Page text">secret draft</div>
      <label class="k2">Tags <input id="page-tags" class="k3"></label><label class="k2"><input type="checkbox" id="notify-watchers"> Tell watchers</label>
      <button class="k4" id="save-page">Save page</button><button class="k4">Discard</button></div>
    <page-properties><template shadowrootmode="open"><h3>Properties</h3>
      <label>Owner <input name="owner"></label><label>Review date <input name="review" type="date"></label>
      <div><button class="p1">Apply</button><button class="p1">Reset to default</button></div></template></page-properties>
    <div class="tc-rel"><h3>Comments</h3><label>Your comment <textarea name="comment"></textarea></label><button class="p9">Post comment</button></div></div>
</div></body></html>`
}

export const toolPages: readonly ToolPage[] = [
  {
    name: 'desk, ticket',
    html: (record) => desk('ticket', record),
    targets: {
      'reply field': 'textarea[name="text"]',
      'send reply': 'button[value="reply"]',
      'save as note': 'button[value="note"]',
      'refund link': 'a[href$="/refund"]',
      'escalate link': 'a[href$="/escalate"]',
      'tickets in the rail': 'nav a[data-section="tickets"]',
    },
  },
  {
    name: 'desk, refund',
    html: (record) => desk('refund', record),
    targets: {
      amount: 'input[name="amount"]',
      reason: 'select[name="reason"]',
      refund: 'form.card button',
      cancel: 'form.card a.button',
    },
  },
  {
    name: 'admin table',
    html: admin,
    targets: {
      'audit log tab': '[role="tab"]:last-child',
      notifications: '[aria-label="Notifications"]',
      filter: 'input[name="filter"]',
      invite: '[data-testid="invite"]',
      'remove Bo': '[data-row="bo"] [data-testid="row-remove"]',
      'next page': '[aria-label="Next page"]',
      email: 'input[name="email"]',
      'editor access': 'label + label input[type="radio"]',
      'send invitation': '[role="dialog"] button:last-child',
    },
  },
  {
    name: 'wiki',
    html: wiki,
    targets: {
      'edit this page': '[title="Edit this page"]',
      'page text': '[role="textbox"]',
      'tell watchers': '#notify-watchers',
      'save page': '#save-page',
      'review date': 'input[name="review"]',
      'apply properties': '.p1:first-child',
      'recent changes': 'a[href="#/recent"]',
      'post comment': '.p9',
    },
  },
]
