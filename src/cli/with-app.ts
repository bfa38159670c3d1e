import { existsSync } from 'node:fs';
import { type App, databaseFile, openApp } from '../actions/app.ts';
import { operatorOf } from '../actions/authenticate.ts';
import { allOrganizations } from '../actions/directory.ts';
import { type Actions, bindActions, type Caller } from '../actions/index.ts';
import type { Settings } from './settings.ts';

/** An open database, with all that can be done to it. */
export interface OpenedApp {
  readonly app: App;
  readonly actions: Actions;
}

/** Opens the database that is there already for the length of one piece of work. A server may be using it. */
export async function withApp<T>(settings: Settings, work: (opened: OpenedApp) => Promise<T>): Promise<T> {
  const { dataDir, databaseUrl } = settings;
  if (databaseUrl === null && !existsSync(databaseFile(dataDir))) {
    throw new Error(`There is no database in ${dataDir}: \`timebox serve\` or \`timebox migrate\` makes one`);
  }
  const app = await openApp(settings, {}, 'as it is');
  try {
    return await work({ app, actions: bindActions(app) });
  } finally {
    await app.close();
  }
}

/** The operator in an organization, by its name or number; it need not be named when it is the only one. */
export async function operatorIn(app: App, organization: string | undefined): Promise<Caller> {
  if (organization !== undefined) return { actor: await operatorOf(app, organization) };
  const [first, ...others] = await allOrganizations(app);
  if (first === undefined) throw new Error('There is no organization yet: `timebox org create` makes one');
  if (others.length > 0) {
    const names = [first, ...others].map(({ slug }) => slug);
    throw new Error(`There are several organizations; name one with --org: ${names.join(', ')}`);
  }
  return { actor: await operatorOf(app, first.slug) };
}
