import { readFileSync } from 'node:fs';
import { type EnvFile, readEnvFile } from './read-env-file.ts';
import { type Setting, type Settings, settingTable } from './settings.ts';

/** Where settings are looked for. */
export interface SettingSources {
  /** By the name of the setting. */
  readonly flags: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A file that must be there; without it `timebox.env` of the working folder is read if there is one. */
  readonly configFile?: string;
}

/** A setting as it was found: its text, and what gave it (a flag, a variable, a file, or `default`). */
export interface FoundSetting {
  readonly setting: Setting<unknown>;
  readonly text: string;
  readonly origin: string;
}

/** What was found: the settings, or null and every fault at once. `warnings` tell of names that mean nothing. */
export interface ReadSettings {
  readonly settings: Settings | null;
  readonly found: readonly FoundSetting[];
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
}

/** Reads all settings: a flag wins over the environment, that over the file, that over the default. */
export function readSettings(sources: SettingSources): ReadSettings {
  const file = readEnvFile(sources.configFile);
  const faults = [...file.faults];
  const found: FoundSetting[] = [];
  const read = <T>(setting: Setting<T>): T | undefined => {
    const place = find(setting, sources, file);
    if ('fault' in place) {
      faults.push(place.fault);
      return undefined;
    }
    found.push({ setting, ...place });
    const parsed = setting.parse(place.text);
    if ('value' in parsed) return parsed.value;
    const said = setting.shown === undefined ? `, not "${place.text}"` : '';
    faults.push(`${place.origin} must be ${parsed.fault}${said}`);
    return undefined;
  };
  const settings = {
    port: read(settingTable.port),
    host: read(settingTable.host),
    baseUrl: read(settingTable.baseUrl),
    trustedProxies: read(settingTable.trustedProxies),
    dataDir: read(settingTable.dataDir),
    databaseUrl: read(settingTable.databaseUrl),
    rateLimit: read(settingTable.rateLimit),
    logLevel: read(settingTable.logLevel),
    trackerRequiresVersion: read(settingTable.trackerRequiresVersion),
    webhookTargets: read(settingTable.webhookTargets),
    bootstrapToken: read(settingTable.bootstrapToken),
    bootstrapOrg: read(settingTable.bootstrapOrg),
    bootstrapAdmin: read(settingTable.bootstrapAdmin),
  };
  const warnings = [
    ...unknownNames(sources.env, /^TIMEBOX_/, 'the environment'),
    ...unknownNames(file.values, /^/, file.name),
  ];
  return { settings: faults.length === 0 && isComplete(settings) ? settings : null, found, faults, warnings };
}

type Place = { readonly text: string; readonly origin: string } | { readonly fault: string };
type Values = Readonly<Record<string, string | undefined>>;

function find(setting: Setting<unknown>, { flags, env }: SettingSources, file: EnvFile): Place {
  const flag = flags[setting.name];
  if (flag !== undefined) return { text: flag, origin: setting.flag?.split(' ')[0] ?? setting.name };
  return (
    valueOrFile(env, setting.name, '') ??
    valueOrFile(file.values, setting.name, ` in ${file.name}`) ?? { text: setting.default, origin: 'default' }
  );
}

/** The value under the name itself, or the content of the file that `NAME_FILE` names. An empty one is not set. */
function valueOrFile(values: Values, name: string, where: string): Place | undefined {
  const { [name]: text = '', [`${name}_FILE`]: path = '' } = values;
  if (text !== '' && path !== '') return { fault: `${name} and ${name}_FILE are both set${where}: keep one of them` };
  if (text !== '') return { text, origin: name + where };
  if (path === '') return undefined;
  const origin = `${name}_FILE${where}`;
  try {
    const content = readFileSync(path, 'utf8').replace(/\s+$/, '');
    return content === '' ? { fault: `${origin} names ${path}, which is empty` } : { text: content, origin };
  } catch {
    return { fault: `${origin} names ${path}, which cannot be read` };
  }
}

function unknownNames(values: Values, ours: RegExp, where: string): string[] {
  const known = new Set(Object.values(settingTable).flatMap(({ name }) => [name, `${name}_FILE`]));
  return Object.keys(values)
    .filter((name) => ours.test(name) && !known.has(name))
    .map((name) => `${name} in ${where} is no setting of Timebox`);
}

type Incomplete = { readonly [K in keyof Settings]: Settings[K] | undefined };

function isComplete(settings: Incomplete): settings is Settings {
  return Object.values(settings).every((value) => value !== undefined);
}
