import { Refusal } from '../domain/refusal.ts';

/** What the engine's own error means for the caller: lost a race, try again later, or the disk is full. */
export type Trouble = 'lost_race' | 'busy' | 'storage_full';

const byCode: Readonly<Record<string, Trouble>> = {
  // PostgreSQL: serialization_failure, deadlock_detected
  '40001': 'lost_race',
  '40P01': 'lost_race',
  // unique_violation: somebody took the name between our look and our write; the second look will find it.
  '23505': 'lost_race',
  // lock_not_available, query_canceled (both time limits), admin_shutdown, crash_shutdown, cannot_connect_now, too_many_connections
  '55P03': 'busy',
  '57014': 'busy',
  '57P01': 'busy',
  '57P02': 'busy',
  '57P03': 'busy',
  '53300': 'busy',
  '53100': 'storage_full',
  ECONNREFUSED: 'busy',
  ECONNRESET: 'busy',
  EPIPE: 'busy',
  SQLITE_BUSY: 'busy',
  SQLITE_FULL: 'storage_full',
  // Of the folder of files.
  ENOSPC: 'storage_full',
  EDQUOT: 'storage_full',
};

/** What kind of trouble a driver's error tells of; undefined for anything else. */
export function driverTrouble(error: unknown): Trouble | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // The pool and a connection that broke in use have no code.
  const hasNoCode = code === '' && /timeout exceeded when trying to connect|Connection terminated/.test(error.message);
  return hasNoCode ? 'busy' : byCode[code];
}

/** The refusal a caller gets for trouble with the engine, or the error itself when it is a fault of ours. */
export function refusalOfDriver(error: unknown): unknown {
  const trouble = driverTrouble(error);
  if (trouble === undefined) return error;
  if (trouble === 'storage_full')
    return new Refusal('storage_full', 'The disk of the server is full', { retryAfter: 30 });
  return new Refusal('busy', 'The database is busy', { retryAfter: 1 });
}
