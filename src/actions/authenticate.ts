import type { Actor } from '../domain/access.ts';
import { Refusal } from '../domain/refusal.ts';
import { findFeed } from '../store/feeds.ts';
import {
  type Credential,
  findOneself,
  findOrganization,
  findSession,
  findToken,
  listPeople,
  projectRoles,
} from '../store/people.ts';
import type { App } from './app.ts';
import { secretHash } from './secrets.ts';

/** What a caller proves itself with. */
export type Proof =
  | { readonly token: string }
  | { readonly session: string }
  /** The secret of a calendar's address. */
  | { readonly feed: string };

/** An actor, and how its organization is called by those who name it beside the token. */
export interface Authenticated {
  readonly actor: Actor;
  readonly organization: { readonly id: number; readonly slug: string };
}

/** How long a token that was just looked up is trusted: a revoked one is refused after a second at most. */
const trustedMs = 1000;
const trustedTokens = 10_000;
const hourMs = 3_600_000;

/** Makes the function that tells who is asking. Each app has one, as it remembers tokens for a second. */
export function authenticator(app: App): (proof: Proof) => Promise<Authenticated> {
  const trusted = new Map<string, { readonly until: number; readonly found: Authenticated }>();
  return async (proof) => {
    const isToken = 'token' in proof;
    const hash = secretHash(isToken ? proof.token : 'session' in proof ? proof.session : proof.feed);
    const now = app.now();
    const known = isToken ? trusted.get(hash) : undefined;
    if (known !== undefined && known.until > now && known.until <= now + trustedMs) return known.found;
    trusted.delete(hash);

    const find = isToken ? findToken : 'session' in proof ? findSession : findFeed;
    const credential = await find(app.read, hash);
    if (credential === undefined || (credential.expiresAt !== null && credential.expiresAt <= now)) {
      throw new Refusal('unauthenticated', 'The token is missing, unknown or no longer valid');
    }
    const found = await authenticated(app, credential);
    noteUse(app, credential, found.actor, now);
    if (trusted.size >= trustedTokens) trusted.clear();
    const until = Math.min(now + trustedMs, credential.expiresAt ?? Number.POSITIVE_INFINITY);
    if (isToken) trusted.set(hash, { until, found });
    return found;
  };
}

/** A person of an organization, as themselves. Undefined when there is no such, or they are switched off. */
export async function oneself(app: App, orgId: number, personId: number): Promise<Authenticated | undefined> {
  const credential = await findOneself(app.read, orgId, personId);
  return credential === undefined ? undefined : authenticated(app, credential);
}

/**
 * The operator at the machine, acting as an organization's first administrator.
 * @throws Refusal `not_found`
 */
export async function operatorOf(app: App, organization: string): Promise<Actor> {
  const found = await findOrganization(app.read, organization);
  const people = found === undefined ? [] : await listPeople(app.read, found.id);
  const admin = people.find((each) => each.role === 'admin');
  if (found === undefined || admin === undefined) {
    throw new Refusal('not_found', `There is no organization ${organization}`);
  }
  const { id: personId, uid: personUid, name, login, role: orgRole } = admin;
  const alone = { tokenId: null, scope: 'admin', onlyProject: null } as const;
  return actorOf(app, { orgId: found.id, personId, personUid, name, login, orgRole, ...alone });
}

/** Who acts before there is anybody: only for making the first organization. */
export const nobody: Actor = {
  orgId: 0,
  userId: 0,
  userUid: '',
  name: '',
  login: '',
  tokenId: null,
  scope: 'admin',
  orgRole: null,
  projectRoles: {},
  onlyProject: null,
};

async function authenticated(app: App, credential: Credential): Promise<Authenticated> {
  return {
    actor: await actorOf(app, credential),
    organization: { id: credential.orgId, slug: credential.orgSlug },
  };
}

async function actorOf(app: App, credential: Omit<Credential, 'orgSlug' | 'expiresAt' | 'lastUsedAt'>): Promise<Actor> {
  return {
    orgId: credential.orgId,
    userId: credential.personId,
    userUid: credential.personUid,
    name: credential.name,
    login: credential.login,
    tokenId: credential.tokenId,
    scope: credential.scope,
    orgRole: credential.orgRole,
    projectRoles: await projectRoles(app.read, credential.orgId, credential.personId),
    onlyProject: credential.onlyProject,
  };
}

function noteUse(app: App, credential: Credential, actor: Actor, now: number): void {
  const { tokenId, lastUsedAt } = credential;
  if (tokenId === null || (lastUsedAt !== null && Math.floor(lastUsedAt / hourMs) === Math.floor(now / hourMs))) return;
  // Not awaited: a request does not wait for its token's book-keeping, nor fail with it.
  app.writer.run({ name: 'touchToken', actor, input: { id: tokenId }, now }).catch(() => {});
}
