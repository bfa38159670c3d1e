import { destination, type Logger, pino, stdTimeFunctions } from 'pino';
import type { Settings } from './settings.ts';

/** The log: a JSON object a line, on stderr, written before the call returns so that the last line is never lost. */
export function openLog(level: Settings['logLevel']): Logger {
  return pino(
    { level, base: null, timestamp: stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    destination({ dest: 2, sync: true }),
  );
}
