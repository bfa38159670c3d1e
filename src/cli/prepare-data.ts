import type { App } from '../actions/app.ts';
import { allOrganizations } from '../actions/directory.ts';
import type { Actions } from '../actions/index.ts';
import { bindOperations } from '../actions/operations.ts';
import { newPassword, passwordHash, secretHash } from '../actions/secrets.ts';
import { utcDay } from '../domain/days.ts';
import type { DemoCredentials } from './demo.ts';
import { readDemoCredentials, writeDemoCredentials } from './demo-credentials.ts';
import type { Settings } from './settings.ts';

/** What a server has to tell about its data when it starts. */
export interface FirstStart {
  /** The first administrator, if this start made it. */
  readonly admin: { readonly organization: string; readonly login: string; readonly password: string } | null;
  /** The secret with which somebody may set the server up; null when there is nothing to set up. */
  readonly setupKey: string | null;
  /** The way into the demo data; null when there is none, or none was asked for. */
  readonly demo: (DemoCredentials & { readonly file: string }) | null;
}

/**
 * Gives a new database its first organization, with its administrator and exactly the token that was set; and, if asked,
 * the demo organization. Without a token and a demo it is left to whoever gets the secret that is told. The demo alone is
 * enough, but a token that was set is always valid in organization 1. Nothing changes where there is an organization.
 */
export async function prepareData(
  app: App,
  actions: Actions,
  settings: Settings,
  hasDemo: boolean,
): Promise<FirstStart> {
  const isNew = (await allOrganizations(app)).length === 0;
  const token = settings.bootstrapToken;
  const admin = isNew && token !== null ? await makeFirst(app, settings, token) : null;
  if (!hasDemo) {
    const setupKey = isNew && token === null ? actions.setup.offer(settings.bootstrapOrg) : null;
    return { admin, setupKey, demo: null };
  }
  if (isNew) {
    const { seedDemo } = await import('./demo.ts');
    writeDemoCredentials(settings.dataDir, await seedDemo(app, utcDay(app.now())));
  }
  return { admin, setupKey: null, demo: await readDemoCredentials(actions, settings.dataDir) };
}

async function makeFirst(app: App, settings: Settings, token: string): Promise<FirstStart['admin']> {
  const { bootstrapOrg: slug, bootstrapAdmin: login } = settings;
  const password = newPassword();
  const made = await bindOperations(app).createOrganization({
    slug,
    name: slug,
    zone: 'UTC',
    admin: { login, name: login, email: null, passwordHash: await passwordHash(password) },
    onlyFirst: true,
    tokenHash: { hash: secretHash(token), lastFour: token.slice(-4) },
  });
  // Another node on the same database may have been first.
  return made === null ? null : { organization: slug, login, password };
}
