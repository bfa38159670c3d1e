import { driverTrouble } from '../store/driver-trouble.ts';
import type { Db } from '../store/engine.ts';
import { type Answer, type Call, runCommand } from './run-command.ts';
import type { Writer } from './writer.ts';

/** How often a transaction that lost a deadlock or a serialisation race is run again. */
const attempts = 5;

/** Runs each command in a transaction of its own on a pooled connection; rows are locked by the actions. */
export function postgresWriter(db: Db): Writer {
  const run = async (call: Call): Promise<Answer> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await db.transaction().execute((transaction) => runCommand(transaction, call));
      } catch (error) {
        const trouble = driverTrouble(error);
        if (trouble !== 'lost_race' || attempt === attempts) throw error;
      }
    }
  };
  return { run, close: async () => {}, died: new Promise(() => {}) };
}
