import type { App } from '../../src/actions/app.ts';
import { withWriter } from './with-writer.ts';

/** Switches a person off, or on again. */
export function switchPerson(app: App, login: string, active: 0 | 1): Promise<void> {
  return withWriter(app, (db) => db.updateTable('person').set({ active }).where('login', '=', login).execute());
}
