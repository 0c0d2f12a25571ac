import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchTool, type RunningTool, type ToolPlan } from './tool-process.ts'

/**
 * Tools that Debian packages, for collecting page states by hand, not for CI:
 * `apt-get install --no-install-recommends php-cli php-mysql php-xml php-mbstring mariadb-server dokuwiki adminer wordpress redmine redmine-sqlite puma`
 */
const plans = {
  dokuwiki: {
    fill(folder) {
      const site = join(folder, 'site')
      cpSync('/usr/share/dokuwiki', site, { recursive: true, dereference: true })
      cpSync('/etc/dokuwiki', join(site, 'conf'), {
        recursive: true,
        filter: (file) => !/(acl|users)\.auth\.php$/.test(file),
      })
      cpSync('/var/lib/dokuwiki/data', join(site, 'data'), { recursive: true })
      rmSync(join(site, 'inc/preload.php'))
      const settings = { title: 'Larkfield Wiki', useacl: 1, superuser: '@admin', license: '0', updatecheck: 0 }
      const php = Object.entries(settings).map(([key, value]) => `$conf['${key}'] = ${JSON.stringify(value)};`)
      writeFileSync(join(site, 'conf/local.php'), `<?php\n${php.join('\n')}\n`)
      writeFileSync(join(site, 'conf/acl.auth.php'), '*\t@ALL\t1\n*\t@user\t8\n')
      // the hash is MD5 of "made-up-1", which DokuWiki takes without a salt
      writeFileSync(
        join(site, 'conf/users.auth.php'),
        `ann:${md5OfPassword}:Ann Keller:ann@larkfield.example:admin,user\n`,
      )
      for (const [page, text] of Object.entries(wikiPages)) {
        const file = join(site, 'data/pages', `${page}.txt`)
        mkdirSync(join(file, '..'), { recursive: true })
        writeFileSync(file, text)
      }
    },
    command: (folder, port) => ['php', '-S', `127.0.0.1:${port}`, '-t', join(folder, 'site')],
    env: () => ({ PHP_CLI_SERVER_WORKERS: '4' }),
    readyPath: '/doku.php',
  },
  wordpress: {
    fill(folder, port) {
      const site = join(folder, 'site')
      cpSync('/usr/share/wordpress', site, { recursive: true, dereference: true })
      const socket = join(folder, 'db.sock')
      writeFileSync(
        join(site, 'wp-config.php'),
        `<?php define('DB_NAME','shop'); define('DB_USER','shop'); define('DB_PASSWORD','made-up-1'); define('DB_HOST','localhost:${socket}');
define('DB_CHARSET','utf8mb4'); define('DB_COLLATE',''); $table_prefix='wp_'; define('WP_HTTP_BLOCK_EXTERNAL', true);
define('WP_HOME','http://127.0.0.1:${port}'); define('WP_SITEURL','http://127.0.0.1:${port}');
define('ABSPATH', __DIR__ . '/'); require_once ABSPATH . 'wp-settings.php';`,
      )
    },
    command: (folder, port) => withDatabase(folder, `php -S 127.0.0.1:${port} -t ${folder}/site`),
    env: () => ({ PHP_CLI_SERVER_WORKERS: '4' }),
    readyPath: '/wp-admin/install.php',
  },
  adminer: {
    fill: (folder) => writeFileSync(join(folder, 'shop.sql'), shopTables),
    command: (folder, port) =>
      withDatabase(folder, `php -d mysqli.default_socket=${folder}/db.sock -S 127.0.0.1:${port} -t /usr/share/adminer`),
    env: () => ({ PHP_CLI_SERVER_WORKERS: '4' }),
    readyPath: '/adminer.php',
  },
  redmine: {
    // filled by hand: the package leaves an empty database with its default trackers and roles
    fill: (folder) =>
      copyFileSync(
        '/var/lib/dbconfig-common/sqlite3/redmine/instances/default/redmine_default',
        join(folder, 'redmine.db'),
      ),
    command: (_, port) => ['puma', '--dir', '/usr/share/redmine', '-b', `tcp://127.0.0.1:${port}`],
    env: (folder) => ({
      REDMINE_INSTANCE: 'default',
      RAILS_ENV: 'production',
      DATABASE_URL: `sqlite3:${join(folder, 'redmine.db')}`,
    }),
    readyPath: '/login',
  },
} satisfies Record<string, ToolPlan>

export type DebianTool = keyof typeof plans

/** @throws as `startTool`; also when the packages are not installed */
export const startDebianTool = (name: DebianTool): Promise<RunningTool> => launchTool(name, plans[name])

const md5OfPassword = 'f2b4ea6c4cb560c8edce2be854dee5bc'

const wikiPages: Readonly<Record<string, string>> = {
  start: '====== Larkfield Wiki ======\n\nWelcome. See [[shop:opening|Opening the shop]] and [[it:new_starter]].\n',
  'shop/opening': '====== Opening the shop ======\n\n===== Before the doors =====\n\n  * lights\n  * float\n',
  'shop/returns': '====== Returns ======\n\nKeep the receipt. See [[shop:opening]].\n',
  'it/new_starter': '====== New starter ======\n\n  - laptop\n  - badge\n',
}

const shopTables = `
CREATE TABLE customer (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(80) NOT NULL, town VARCHAR(60), since DATE);
CREATE TABLE product (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(80) NOT NULL, price DECIMAL(8,2), stock INT DEFAULT 0);
CREATE TABLE purchase (id INT AUTO_INCREMENT PRIMARY KEY, customer INT, product INT, pieces INT, bought DATE,
  FOREIGN KEY (customer) REFERENCES customer(id), FOREIGN KEY (product) REFERENCES product(id));
INSERT INTO customer (name, town, since) VALUES ('Mira Doe','Leeds','2024-02-01'),('Till & Sons','York','2025-06-10'),('Jon Roe','Hull','2026-01-04');
INSERT INTO product (name, price, stock) VALUES ('Lamp Nora',40,3),('Shelf Ida',95,12),('Rug Kim',60,0);
INSERT INTO purchase (customer, product, pieces, bought) VALUES (1,1,2,'2026-11-01'),(2,2,1,'2026-11-12'),(3,1,1,'2026-11-19');
`

/** Runs a program beside a MariaDB of its own, reached by the socket `db.sock`; both end together. */
const withDatabase = (folder: string, program: string): readonly [string, ...string[]] => [
  'bash',
  '-c',
  `set -e
mariadb-install-db --no-defaults --user="$(id -un)" --datadir=${folder}/db --auth-root-authentication-method=normal --skip-test-db >/dev/null
mariadbd --no-defaults --user="$(id -un)" --datadir=${folder}/db --socket=${folder}/db.sock --pid-file=${folder}/db.pid --skip-networking &
trap 'kill $(jobs -p) 2>/dev/null; wait' TERM EXIT
for n in $(seq 100); do mariadb-admin --no-defaults -uroot -S ${folder}/db.sock ping >/dev/null 2>&1 && break; sleep .2; done
mariadb --no-defaults -uroot -S ${folder}/db.sock -e "create database shop; create user shop@localhost identified by 'made-up-1'; grant all on shop.* to shop@localhost"
if [ -f ${folder}/shop.sql ]; then mariadb --no-defaults -uroot -S ${folder}/db.sock shop < ${folder}/shop.sql; fi
${program} &
wait`,
]
