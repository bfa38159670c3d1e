import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DataPlace } from '../actions/app.ts';
import { checkBooks } from '../actions/check-books.ts';
import { checkFiles } from '../actions/check-files.ts';
import { checkStatements } from '../actions/check-statements.ts';
import { dayIn, isoInstant } from '../domain/days.ts';
import { findDamage, readEngineState } from '../store/engine-state.ts';
import type { OpenDatabase } from '../store/open.ts';
import type { ReadSettings } from './read-settings.ts';
import type { Settings } from './settings.ts';

/** One thing that was looked at; what to do about it, if it is not well. */
export interface Finding {
  readonly level: 'ok' | 'warn' | 'fail';
  readonly text: string;
  readonly fix?: string;
}

type Db = OpenDatabase['db'];

const mebibyte = 1_048_576;
/** SQLite's log, its checkpoint and a backup need room to work in. */
const scarceBytes = 1024 * mebibyte;
const fewestBytes = 64 * mebibyte;
/** Clocks that disagree by more than this give surprising histories. */
const largestSkewMs = 2000;
const mostFaultsTold = 20;

/** Whether every setting can be read. */
export function settingFindings({ faults, warnings, found }: ReadSettings): readonly Finding[] {
  const changed = found.filter(({ origin }) => origin !== 'default').length;
  return [
    ...faults.map((text): Finding => ({ level: 'fail', text, fix: 'timebox --help tells what settings take' })),
    ...warnings.map((text): Finding => ({ level: 'warn', text, fix: 'correct its name or remove it' })),
    ...(faults.length === 0 ? [ok(`${found.length} settings, ${changed} of them set`)] : []),
  ];
}

/** Whether passwords and tokens travel unseen. */
export function addressFindings({ baseUrl }: Settings): readonly Finding[] {
  if (baseUrl === null) return [ok('no base address is set, so links are as each request was addressed')];
  const { protocol, hostname } = new URL(baseUrl);
  const isHere = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  if (protocol === 'https:' || isHere) return [ok(`the base address is ${baseUrl}`)];
  const fix = 'speak TLS in the proxy and set TIMEBOX_BASE_URL to https, see docs/proxy.md';
  return [{ level: 'warn', text: `everybody on the way reads what goes to ${baseUrl}`, fix }];
}

/** Whether there is room on the disk of the data folder; nothing is told about a database elsewhere. */
export function diskFindings({ databaseUrl = null, dataDir }: DataPlace): readonly Finding[] {
  if (databaseUrl !== null) return [ok('the data is in PostgreSQL; look after the disk of that server')];
  const { bavail, bsize } = statfsSync(existing(dataDir));
  const text = `${Math.floor((bavail * bsize) / mebibyte)} MiB free for ${dataDir}`;
  if (bavail * bsize >= scarceBytes) return [ok(text)];
  const level = bavail * bsize < fewestBytes ? 'fail' : 'warn';
  return [{ level, text, fix: 'make room, or move the folder and set TIMEBOX_DATA_DIR' }];
}

/** Whether the schema is the newest, commits survive a power loss, and the file is undamaged. */
export async function databaseFindings(db: Db): Promise<readonly Finding[]> {
  return [...(await stateFindings(db)), ...damageFindings(await findDamage(db))];
}

/** Whether the schema is the newest and commits survive a power loss. */
export async function stateFindings(db: Db): Promise<readonly Finding[]> {
  const { schema, durability } = await readEngineState(db);
  return [
    schemaFinding(schema),
    ...durability.map(({ name, is, mustBe }): Finding => {
      if (is === mustBe) return ok(`${name} is ${is}`);
      return {
        level: 'fail',
        text: `${name} is ${is}`,
        fix: `set it to ${mustBe}: without it a power loss takes data`,
      };
    }),
  ];
}

/** Whether our clock agrees with the database's and with the past, and whether time zones are known. */
export async function clockFindings(db: Db, now: number): Promise<readonly Finding[]> {
  const { clock, newestEventAt } = await readEngineState(db);
  const findings = [ok(`the time is ${isoInstant(now)}`)];
  if (clock !== null && Math.abs(clock - now) > largestSkewMs) {
    const text = `the clock of the database is ${Math.round((clock - now) / 1000)} s ahead of ours`;
    findings.push({ level: 'warn', text, fix: 'keep both by NTP' });
  }
  if (newestEventAt !== null && newestEventAt > now + largestSkewMs) {
    const text = `the newest change is of ${isoInstant(newestEventAt)}, which is still to come`;
    findings.push({ level: 'warn', text, fix: 'set the clock right' });
  }
  const knowsZones = dayIn('Asia/Kathmandu', Date.UTC(2026, 6, 1, 18, 15)) === '2026-07-02';
  const zones = `time zones are ${knowsZones ? 'known' : 'wrong'} (${process.versions['tz'] ?? 'no version'})`;
  findings.push(knowsZones ? ok(zones) : { level: 'fail', text: zones, fix: 'use a Node.js with full ICU data' });
  return findings;
}

/** Whether the figures that are kept agree with what they are counted from. */
export async function bookFindings(db: Db): Promise<readonly Finding[]> {
  const faults = await checkBooks(db);
  if (faults.length === 0)
    return [ok('counters, day rows and carries agree with memberships, ledger, items and receipts')];
  const told = faults.slice(0, mostFaultsTold).map(
    ({ organization, of, id, figure, kept, counted, source }): Finding => ({
      level: 'fail',
      text: `${organization}, ${of} ${id}: ${figure} is ${kept}, and ${counted} by the ${source}`,
    }),
  );
  const fix = 'stop the server, keep a copy of the database, and report it: this is a fault of Timebox';
  return [...told, { level: 'fail', text: `${faults.length} figures are wrong`, fix }];
}

/** Whether all statements are as they were issued. */
export async function statementFindings(db: Db): Promise<readonly Finding[]> {
  const faults = await checkStatements(db);
  if (faults.length === 0) return [ok('every statement is as it was issued')];
  const words = { changed: 'was changed', unchained: 'does not follow the one before it', missing: 'is gone' } as const;
  const told = faults.slice(0, mostFaultsTold).map(
    ({ organization, id, fault }): Finding => ({
      level: 'fail',
      text: `${organization}, statement ${id} ${words[fault]}`,
    }),
  );
  const fix = 'somebody has written to the database past Timebox: compare with a backup';
  return [...told, { level: 'fail', text: `${faults.length} statements cannot be relied on`, fix }];
}

/** Whether every attachment has its file, and every file its attachment. `now`: epoch milliseconds. */
export async function fileFindings(db: Db, dataDir: string, now: number): Promise<readonly Finding[]> {
  const faults = await checkFiles(db, dataDir, now);
  const strays = faults.filter(({ fault }) => fault === 'stray').length;
  const broken = faults.filter(({ fault }) => fault !== 'stray');
  const told = broken.slice(0, mostFaultsTold).map(({ organization, attachmentId, fault, name }): Finding => {
    const what = fault === 'missing' ? 'is not there' : 'has another size';
    return { level: 'fail', text: `${organization}, attachment ${attachmentId}: the file ${name} ${what}` };
  });
  const fix = `restore the folder ${dataDir}/files from a backup; several nodes need one that they share`;
  return [
    ...told,
    ...(broken.length === 0
      ? [ok('every attachment has its file')]
      : [{ level: 'fail' as const, text: `${broken.length} files are missing or damaged`, fix }]),
    ...(strays === 0 ? [] : [ok(`${strays} files belong to nothing; the server removes them`)]),
  ];
}

function schemaFinding({ taken, newest }: { readonly taken: number; readonly newest: number }): Finding {
  if (taken === newest) return ok(`the schema is the newest (${newest})`);
  const text = `the schema is at step ${taken} of ${newest}`;
  return taken < newest
    ? { level: 'fail', text, fix: 'timebox migrate' }
    : { level: 'fail', text, fix: 'run the newer version of Timebox that made it' };
}

function damageFindings(lines: readonly string[]): readonly Finding[] {
  if (lines.length === 0) return [ok('no damage found')];
  const fix = 'stop the server, keep a copy of the folder, and restore a backup';
  return lines.slice(0, mostFaultsTold).map((text) => ({ level: 'fail', text, fix }));
}

function ok(text: string): Finding {
  return { level: 'ok', text };
}

function existing(folder: string): string {
  return existsSync(folder) || folder === dirname(folder) ? folder : existing(dirname(folder));
}
