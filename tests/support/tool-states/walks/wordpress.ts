import type { Page } from 'playwright-core'
import { inTurn, open, type Walk } from '../walk.ts'

async function begin(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/wp-admin/install.php?step=1`)
  await page.fill('#weblog_title', 'Larkfield News')
  await page.fill('#user_login', 'ann')
  await page.fill('#pass1', 'made-up-12345-lamp')
  await page.fill('#admin_email', 'ann@larkfield.example')
  await page.click('#submit')
  await page.goto(`${origin}/wp-login.php`)
  await page.fill('#user_login', 'ann')
  await page.fill('#user_pass', 'made-up-12345-lamp')
  await page.click('#wp-submit')
  await page.waitForURL(/wp-admin/)
}

export const wordpress: Walk = {
  tasks: {
    'write-post': 'write a news post',
    'make-page': 'make or change a standing page of the site',
    'answer-comments': 'decide what happens to comments',
    'add-picture': 'put pictures on the site',
    'give-access': 'give somebody a login',
    'sort-topics': 'keep categories and tags in order',
    'move-content': 'take content out or bring it in',
  },
  begin,
  stops: [
    [null, open('/wp-admin/')],
    ['write-post', open('/wp-admin/post-new.php')],
    [
      'write-post',
      inTurn(
        (page) => page.keyboard.press('Escape'),
        (page) => page.keyboard.type('Winter hours'),
      ),
    ],
    [null, open('/wp-admin/edit.php')],
    ['make-page', open('/wp-admin/post-new.php?post_type=page')],
    ['make-page', open('/wp-admin/edit.php?post_type=page')],
    ['answer-comments', open('/wp-admin/edit-comments.php')],
    ['answer-comments', open('/wp-admin/comment.php?action=editcomment&c=1')],
    ['answer-comments', open('/wp-admin/options-discussion.php')],
    ['add-picture', open('/wp-admin/media-new.php')],
    ['add-picture', open('/wp-admin/upload.php')],
    ['give-access', open('/wp-admin/user-new.php')],
    ['give-access', (page) => page.click('#createusersub')],
    ['give-access', (page) => page.focus('#role')],
    [null, open('/wp-admin/users.php')],
    ['sort-topics', open('/wp-admin/edit-tags.php?taxonomy=category')],
    ['sort-topics', (page) => page.focus('#tag-name')],
    ['sort-topics', (page) => page.click('#submit')],
    ['sort-topics', open('/wp-admin/edit-tags.php?taxonomy=post_tag')],
    ['move-content', open('/wp-admin/export.php')],
    ['move-content', open('/wp-admin/import.php')],
    [null, open('/wp-admin/tools.php')],
    [null, open('/wp-admin/options-general.php')],
    [null, open('/wp-admin/options-permalink.php')],
    [null, open('/wp-admin/options-reading.php')],
    [null, open('/wp-admin/profile.php')],
    [null, open('/wp-admin/plugins.php')],
    [null, open('/wp-admin/about.php')],
    [null, open('/wp-admin/site-health.php')],
    [null, open('/wp-login.php?action=lostpassword')],
  ],
}
