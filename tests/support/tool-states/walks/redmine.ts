import type { Page } from 'playwright-core'
import { open, type Walk } from '../walk.ts'

const password = 'made-up-12'

async function begin(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/login`)
  await page.fill('#username', 'admin')
  await page.fill('#password', 'admin')
  await page.click('#login-submit')
  await page.fill('#password', 'admin')
  await page.fill('#new_password', password)
  await page.fill('#new_password_confirmation', password)
  await page.click('input[name=commit]')
  await page.goto(`${origin}/projects/new`)
  await page.fill('#project_name', 'Shop refit')
  await page.fill('#project_identifier', 'refit')
  await page.click('input[name=commit]')
  for (const subject of ['Lamp order is late', 'Counter does not fit', 'Paint smells']) {
    await page.goto(`${origin}/projects/refit/issues/new`)
    await page.fill('#issue_subject', subject)
    await page.click('input[name=commit]')
  }
}

export const redmine: Walk = {
  tasks: {
    'report-issue': 'report a problem so that it can be worked on',
    'log-time': 'write down the time spent',
    'finish-issue': 'hand on or finish an issue',
    'plan-version': 'plan what is delivered when',
    'add-member': 'let a person into a project',
    'start-project': 'start a project',
    'save-query': 'keep a list of issues for the team',
  },
  begin,
  stops: [
    [null, open('/my/page')],
    [null, open('/projects')],
    [null, open('/projects/refit')],
    ['report-issue', open('/projects/refit/issues/new')],
    ['report-issue', (page) => page.focus('#issue_subject')],
    ['report-issue', (page) => page.click('input[name=commit]')],
    [null, open('/projects/refit/issues')],
    [null, open('/issues/1')],
    ['log-time', open('/issues/1/time_entries/new')],
    ['log-time', (page) => page.click('input[name=commit]')],
    ['log-time', open('/projects/refit/time_entries/new')],
    ['log-time', (page) => page.focus('#time_entry_hours')],
    [null, open('/projects/refit/time_entries')],
    ['finish-issue', open('/issues/2/edit')],
    ['finish-issue', (page) => page.focus('#issue_status_id')],
    ['finish-issue', (page) => page.focus('#issue_done_ratio')],
    ['plan-version', open('/projects/refit/versions/new')],
    ['plan-version', (page) => page.click('input[name=commit]')],
    [null, open('/projects/refit/roadmap')],
    ['start-project', open('/projects/new')],
    ['start-project', (page) => page.click('input[name=commit]')],
    ['add-member', open('/projects/refit/settings/members')],
    ['add-member', (page) => page.click('a.icon-add')],
    ['save-query', open('/queries/new?project_id=refit')],
    ['save-query', (page) => page.focus('#query_name')],
    [null, open('/projects/refit/activity')],
    [null, open('/projects/refit/issues/calendar')],
    [null, open('/projects/refit/issues/gantt')],
    [null, open('/my/account')],
    [null, open('/admin')],
    [null, open('/admin/info')],
    [null, open('/settings')],
    [null, open('/search?q=lamp')],
    [null, open('/nothing')],
  ],
}
