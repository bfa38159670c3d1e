import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingLines, settingList, settingsTable } from '../../src/cli/print-settings.ts';
import { readSettings } from '../../src/cli/read-settings.ts';
import { settingTable } from '../../src/cli/settings.ts';
import { temporaryFolder } from './timebox.ts';

const folder = temporaryFolder();
const nothing = { flags: {}, env: {} };

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('settings', () => {
  it('have defaults that are all right', () => {
    const { settings, faults, warnings } = readSettings(nothing);
    expect(faults).toEqual([]);
    expect(warnings).toEqual([]);
    expect(settings).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      databaseUrl: null,
      rateLimit: 50,
      logLevel: 'info',
      trackerRequiresVersion: false,
      bootstrapToken: null,
      bootstrapOrg: 'timebox',
      bootstrapAdmin: 'admin',
    });
  });

  it('come from a flag before the environment, before the file, before the default', () => {
    const configFile = file('order.env', 'TIMEBOX_PORT=1\nTIMEBOX_HOST=file\nTIMEBOX_RATE_LIMIT=7\n');
    const env = { TIMEBOX_PORT: '2', TIMEBOX_HOST: 'environment' };
    const { settings, found } = readSettings({ flags: { TIMEBOX_PORT: '3' }, env, configFile });
    expect(settings).toMatchObject({ port: 3, host: 'environment', rateLimit: 7, logLevel: 'info' });
    expect(
      settingList(found)
        .slice(0, 8)
        .map(({ origin }) => origin),
    ).toEqual([
      '--port',
      'TIMEBOX_HOST',
      'default',
      'default',
      'default',
      'default',
      `TIMEBOX_RATE_LIMIT in ${configFile}`,
      'default',
    ]);
  });

  it('are all looked at, and every fault is told at once', () => {
    const env = {
      TIMEBOX_PORT: '80800',
      TIMEBOX_BASE_URL: 'https://host/a?b',
      TIMEBOX_TRUSTED_PROXIES: '10.0.0.0/33',
      TIMEBOX_DATABASE_URL: 'mysql://root:hunter2@db/x',
      TIMEBOX_RATE_LIMIT: 'fast',
      TIMEBOX_LOG_LEVEL: 'loud',
      TIMEBOX_TRACKER_REQUIRE_VERSION: 'yes',
      TIMEBOX_BOOTSTRAP_TOKEN: 'short',
      TIMEBOX_BOOTSTRAP_ORG: '42',
      TIMEBOX_BOOTSTRAP_ADMIN: 'a:b',
    };
    const { settings, faults } = readSettings({ flags: {}, env });
    expect(settings).toBeNull();
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(Object.keys(env));
    expect(faults[0]).toBe('TIMEBOX_PORT must be a whole number from 0 to 65535, not "80800"');
    expect(faults.join()).not.toMatch(/hunter2|short/);
  });

  it('are read from the file that NAME_FILE names, without the end of its line', () => {
    const path = file('token', 'from-a-file\n');
    expect(readSettings({ flags: {}, env: { TIMEBOX_BOOTSTRAP_TOKEN_FILE: path } }).settings?.bootstrapToken).toBe(
      'from-a-file',
    );
    const configFile = file('twin.env', `TIMEBOX_BOOTSTRAP_TOKEN_FILE=${path}\n`);
    expect(readSettings({ ...nothing, configFile }).settings?.bootstrapToken).toBe('from-a-file');
  });

  it('are at fault when a file is missing or empty, or a value is given twice', () => {
    const empty = file('empty', '\n');
    const faultsOf = (env: Record<string, string>) => readSettings({ flags: {}, env }).faults;
    expect(faultsOf({ TIMEBOX_PORT_FILE: '/nowhere' })).toEqual([
      'TIMEBOX_PORT_FILE names /nowhere, which cannot be read',
    ]);
    expect(faultsOf({ TIMEBOX_PORT_FILE: empty })).toEqual([`TIMEBOX_PORT_FILE names ${empty}, which is empty`]);
    expect(faultsOf({ TIMEBOX_PORT: '1', TIMEBOX_PORT_FILE: empty })).toHaveLength(1);
    expect(readSettings({ ...nothing, configFile: '/nowhere.env' }).faults).toHaveLength(1);
  });

  it('may be quoted and commented on in the file; a line that is no setting is a fault', () => {
    const configFile = file('lines.env', '# ours\n\n export TIMEBOX_HOST = "::1" \nTIMEBOX_BOOTSTRAP_ORG=\'acme\'\n');
    expect(readSettings({ ...nothing, configFile }).settings).toMatchObject({ host: '::1', bootstrapOrg: 'acme' });
    const broken = file('broken.env', 'TIMEBOX_PORT 80\n');
    expect(readSettings({ ...nothing, configFile: broken }).faults).toEqual([`${broken}, line 1: must be KEY=value`]);
  });

  it.each([
    ['https://Example.org/', 'https://example.org'],
    ['http://host:8080/tools//../timebox/', 'http://host:8080/tools/timebox'],
    ['https://example.org/tools/time-box_2', 'https://example.org/tools/time-box_2'],
  ])('take %s for the base address %s', (text, value) => {
    expect(readSettings({ flags: {}, env: { TIMEBOX_BASE_URL: text } }).settings?.baseUrl).toBe(value);
  });

  it.each([
    'timebox',
    '/timebox',
    'ftp://host/',
    'https://a:b@host/',
    'https://host/#a',
    'https://host/%20',
    'https://',
  ])('take %s for no base address', (text) => {
    expect(readSettings({ flags: {}, env: { TIMEBOX_BASE_URL: text } }).faults).toEqual([
      `TIMEBOX_BASE_URL must be an address like https://host/tools/timebox/, not "${text}"`,
    ]);
  });

  it.each([
    ['', []],
    ['127.0.0.1, 10.0.0.0/8,', ['127.0.0.1', '10.0.0.0/8']],
    ['::1,fd00::/8,0.0.0.0/0', ['::1', 'fd00::/8', '0.0.0.0/0']],
  ])('take %s for trusted proxies', (text, value) => {
    expect(readSettings({ flags: { TIMEBOX_TRUSTED_PROXIES: text }, env: {} }).settings?.trustedProxies).toEqual(value);
  });

  it.each(['loopback', 'proxy.example.org', '10.0.0.0/8/8', '::1/129', 'fe80::1%eth0', '10.1', '10.0.0.0/', '/8'])(
    'take %s for no trusted proxy',
    (text) => {
      expect(readSettings({ flags: {}, env: { TIMEBOX_TRUSTED_PROXIES: `127.0.0.1,${text}` } }).faults).toEqual([
        `TIMEBOX_TRUSTED_PROXIES must be addresses or networks like 127.0.0.1,10.0.0.0/8, not "127.0.0.1,${text}"`,
      ]);
    },
  );

  it('count an empty value as not set', () => {
    expect(readSettings({ flags: {}, env: { TIMEBOX_PORT: '', TIMEBOX_PORT_FILE: '' } }).settings?.port).toBe(8080);
  });

  it('warn of names that mean nothing', () => {
    const configFile = file('unknown.env', 'PORT=80\n');
    const { warnings, settings } = readSettings({ flags: {}, env: { TIMEBOX_PROT: '1', HOME: '/' }, configFile });
    expect(settings).not.toBeNull();
    expect(warnings).toEqual([
      'TIMEBOX_PROT in the environment is no setting of Timebox',
      `PORT in ${configFile} is no setting of Timebox`,
    ]);
  });

  it('are shown without secrets', () => {
    const env = {
      TIMEBOX_DATABASE_URL: 'postgres://timebox:hunter2@db/timebox?password=hunter2',
      TIMEBOX_BOOTSTRAP_TOKEN: 'hunter2-hunter2',
    };
    const { found } = readSettings({ flags: {}, env });
    for (const shown of [settingLines(found), JSON.stringify(settingList(found))]) {
      expect(shown).not.toContain('hunter2');
      expect(shown).toContain('postgres://timebox:***@db/timebox');
      expect(shown).toContain('***');
    }
  });

  it('can be read again from what is printed', () => {
    const { settings, found } = readSettings({ flags: {}, env: { TIMEBOX_PORT: '81', TIMEBOX_RATE_LIMIT: 'off' } });
    expect(readSettings({ ...nothing, configFile: file('again.env', settingLines(found)) }).settings).toEqual(settings);
  });

  it('stand in the README as they are', () => {
    const readme = readFileSync('README.md', 'utf8');
    const shown = /<!-- settings -->\n([^]*?)\n<!-- \/settings -->/.exec(readme)?.[1];
    expect(shown?.trim()).toBe(settingsTable());
    expect(Object.values(settingTable).every(({ name }) => settingsTable().includes(`\`${name}\``))).toBe(true);
  });
});
