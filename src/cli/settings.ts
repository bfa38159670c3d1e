import { resolve } from 'node:path';
import {
  optional,
  type Parsed,
  parseBaseUrl,
  parseBoolean,
  parseChoice,
  parseDatabaseUrl,
  parseLogin,
  parseMatch,
  parseNetworks,
  parseWhole,
  withoutPassword,
} from './parse-setting.ts';

/** One setting: how it is named, what it takes, and what it is for. Everything told about settings comes from here. */
export interface Setting<T> {
  readonly name: string;
  /** As commander reads it. One that is a secret has none: everybody on a machine sees arguments. */
  readonly flag?: string;
  /** As it would be written; empty is "not set". */
  readonly default: string;
  /** Empty text is only handed on when it is the default. */
  readonly parse: (text: string) => Parsed<T>;
  /** How the value may be shown; absent, as it is. */
  readonly shown?: (text: string) => string;
  readonly help: string;
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const webhookTargets = ['public', 'any'] as const;

/** Every setting, in the order in which they are told. */
export const settingTable = {
  port: {
    name: 'TIMEBOX_PORT',
    flag: '--port <number>',
    default: '8080',
    parse: parseWhole(0, 65_535),
    help: 'Port to listen on; 0 takes any free one.',
  },
  host: {
    name: 'TIMEBOX_HOST',
    flag: '--host <address>',
    default: '127.0.0.1',
    parse: parseMatch(/^\S+$/, 'an address or a host name'),
    help: 'Address to listen on. By default only this machine can reach the server; 0.0.0.0 opens it to the network.',
  },
  baseUrl: {
    name: 'TIMEBOX_BASE_URL',
    flag: '--base-url <url>',
    default: '',
    parse: optional(parseBaseUrl),
    help: 'Where people and programs reach the server through a proxy, such as `https://host/tools/timebox/`. Links, cookies and pages follow it. Without it they follow each request.',
  },
  trustedProxies: {
    name: 'TIMEBOX_TRUSTED_PROXIES',
    flag: '--trusted-proxies <addresses>',
    default: '',
    parse: parseNetworks,
    help: 'Addresses and networks of the proxies before the server, parted by commas, such as `127.0.0.1,10.0.0.0/8`. Of them alone `X-Forwarded-For` is believed, so that limits on guessing are those of each client.',
  },
  dataDir: {
    name: 'TIMEBOX_DATA_DIR',
    flag: '--data-dir <folder>',
    default: './data',
    parse: (text: string): Parsed<string> => ({ value: resolve(text) }),
    help: 'Folder of the SQLite database, and of attached files with either engine. One server at a time uses the database.',
  },
  databaseUrl: {
    name: 'TIMEBOX_DATABASE_URL',
    flag: '--database-url <url>',
    default: '',
    parse: optional(parseDatabaseUrl),
    shown: withoutPassword,
    help: 'PostgreSQL 15 or newer to use instead of SQLite: `postgres://user:password@host/database`.',
  },
  rateLimit: {
    name: 'TIMEBOX_RATE_LIMIT',
    flag: '--rate-limit <number>',
    default: '50',
    parse: (text: string): Parsed<number | null> =>
      text === 'off' ? { value: null } : parseWhole(1, 1_000_000, ', or off')(text),
    help: 'Requests per second for each token, twice that in a burst; `off` for no limit (the headers go out all the same).',
  },
  logLevel: {
    name: 'TIMEBOX_LOG_LEVEL',
    flag: '--log-level <level>',
    default: 'info',
    parse: parseChoice(logLevels),
    help: `Least level that is logged: ${logLevels.join(', ')}.`,
  },
  trackerRequiresVersion: {
    name: 'TIMEBOX_TRACKER_REQUIRE_VERSION',
    flag: '--tracker-require-version',
    default: 'false',
    parse: parseBoolean,
    help: 'Tracker: refuse a write that does not name the version it is about (428), as the live service does.',
  },
  webhookTargets: {
    name: 'TIMEBOX_WEBHOOK_TARGETS',
    flag: '--webhook-targets <which>',
    default: 'public',
    parse: parseChoice(webhookTargets),
    help: 'Where webhooks may go: `public` is https to the public internet at port 443 or above 1023, `any` takes http and addresses of inner networks too.',
  },
  bootstrapToken: {
    name: 'TIMEBOX_BOOTSTRAP_TOKEN',
    default: '',
    parse: optional(parseMatch(/^[\x21-\x7e]{8,512}$/, '8 to 512 visible ASCII characters')),
    shown: () => '***',
    help: 'A token for the first administrator, taken as it is and without an end. Read when the database is new.',
  },
  bootstrapOrg: {
    name: 'TIMEBOX_BOOTSTRAP_ORG',
    default: 'timebox',
    parse: parseMatch(/^(?!\d+$)[\w-]{1,64}$/, '1 to 64 letters, digits, _ and -, and not digits alone'),
    help: 'Name of the first organization. Read when the database is new.',
  },
  bootstrapAdmin: {
    name: 'TIMEBOX_BOOTSTRAP_ADMIN',
    default: 'admin',
    parse: parseLogin,
    help: 'Login of the first administrator. Read when the database is new.',
  },
} satisfies Readonly<Record<string, Setting<unknown>>>;

type ValueOf<S> = S extends { parse: (text: string) => Parsed<infer T> } ? T : never;

/** The values of all settings. */
export type Settings = { readonly [K in keyof typeof settingTable]: ValueOf<(typeof settingTable)[K]> };
