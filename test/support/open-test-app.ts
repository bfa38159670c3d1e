import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type App, type DataPlace, openApp } from '../../src/actions/app.ts';
import { operatorOf } from '../../src/actions/authenticate.ts';
import { broadcast, type Listener } from '../../src/actions/broadcast.ts';
import { type Actions, bindActions, type Caller } from '../../src/actions/index.ts';
import { bindOperations } from '../../src/actions/operations.ts';
import { newToken, secretHash } from '../../src/actions/secrets.ts';
import type { Role, Scope } from '../../src/domain/access.ts';
import type { StoredEvent } from '../../src/store/events.ts';
import { freshPostgres } from './postgres.ts';

/** Both engines, for `describe.each`. */
export const engines = ['sqlite', 'postgres'] as const;
export type Engine = (typeof engines)[number];

/** An app on an empty database of its own, with one organization and its administrator. */
export interface TestApp {
  readonly app: App;
  /** Where its data is, for opening it once more. */
  readonly place: DataPlace;
  readonly actions: Actions;
  /** The administrator of organization 1. */
  readonly admin: Caller;
  /** The token of that administrator. */
  readonly token: string;
  /** Everything told after a commit, in order. */
  readonly heard: readonly StoredEvent[];
  /** Has a listener told of everything from here on. */
  hear(listener: Listener): void;
  /** Sets the clock; null lets it run. Epoch milliseconds. */
  setClock(at: number | null): void;
  /** Makes a person with a token. */
  addPerson(login: string, role: Role | null, scope?: Scope): Promise<{ caller: Caller; token: string }>;
  /** Makes another organization, with its administrator and a token. */
  addOrganization(slug: string): Promise<{ orgId: number; caller: Caller; token: string }>;
  close(): Promise<void>;
}

/** Opens an app on the engine. The caller closes it; `useTestApp` does so by itself. */
export async function openTestApp(engine: Engine): Promise<TestApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'timebox-test-'));
  const postgres = engine === 'postgres' ? await freshPostgres() : undefined;
  const heard: StoredEvent[] = [];
  let clock: number | null = null;
  const { publish, hear } = broadcast();
  hear((events) => heard.push(...events));
  const place: DataPlace = { dataDir, databaseUrl: postgres?.url ?? null };
  const app = await openApp(place, { now: () => clock ?? Date.now(), publish });
  const actions = bindActions(app);

  const callerWithToken = async (
    caller: Caller,
    login: string,
    scope: Scope,
  ): Promise<{ caller: Caller; token: string }> => {
    const token = newToken();
    const kept = { hash: secretHash(token), lastFour: token.slice(-4) };
    await actions.createToken(caller, { login, name: 'test', scope, projectId: null, expiresAt: null, ...kept });
    const { actor } = await actions.authenticate({ token });
    return { caller: { actor }, token };
  };
  const addOrganization: TestApp['addOrganization'] = async (slug) => {
    const login = `${slug}-admin`;
    const made = await bindOperations(app).createOrganization({
      name: slug,
      slug,
      zone: 'UTC',
      admin: { login, name: `Admin of ${slug}`, email: null, passwordHash: null },
    });
    if (made === null) throw new Error('not made');
    const operator = { actor: await operatorOf(app, slug) };
    return { orgId: made.orgId, ...(await callerWithToken(operator, login, 'admin')) };
  };
  const first = await addOrganization('acme');

  return {
    app,
    place,
    actions,
    admin: first.caller,
    token: first.token,
    heard,
    hear,
    setClock: (at) => {
      clock = at;
    },
    addOrganization,
    addPerson: async (login, role, scope = 'write') => {
      await actions.createPerson(first.caller, { login, name: login, email: null, passwordHash: null, role });
      return callerWithToken(first.caller, login, scope);
    },
    close: async () => {
      await app.close();
      await postgres?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** An app for the tests of one `describe`, opened before the first and closed after the last. */
export function useTestApp(engine: Engine): () => TestApp {
  let opened: TestApp | undefined;
  beforeAll(async () => {
    opened = await openTestApp(engine);
  });
  afterAll(async () => {
    await opened?.close();
  });
  return () => {
    if (opened === undefined) throw new Error('The app is open only while tests run');
    return opened;
  };
}
