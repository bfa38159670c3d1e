import { type Actor, requireAdmin } from '../domain/access.ts';
import type { Db } from '../store/engine.ts';
import {
  listOrganizations,
  listTokensOf,
  type Member,
  listPeople as peopleOf,
  listTokens as tokensOf,
} from '../store/people.ts';
import type { App } from './app.ts';
import { knownTo } from './known-people.ts';

/** Somebody of the actor's organization; what they may do there is told to administrators alone. */
export type Colleague = Omit<Member, 'role'>;

/** Everybody in the actor's organization, oldest first. @throws Refusal forbidden */
export async function listPeople(db: Db, actor: Actor): ReturnType<typeof peopleOf> {
  requireAdmin(actor);
  return peopleOf(db, actor.orgId);
}

/** Those with whom the actor works, oldest first. */
export async function listColleagues(db: Db, actor: Actor): Promise<readonly Colleague[]> {
  const everybody = await peopleOf(db, actor.orgId);
  const known = await knownTo(db, actor);
  return everybody.filter(({ id }) => known === 'all' || known.has(id)).map(({ role, ...person }) => person);
}

/** The actor's own tokens that were not revoked, newest first, without their secrets. */
export async function listOwnTokens(db: Db, actor: Actor): ReturnType<typeof listTokensOf> {
  return listTokensOf(db, actor.orgId, actor.userId);
}

/** The tokens of the actor's organization, newest first, without their secrets. @throws Refusal forbidden */
export async function listTokens(db: Db, actor: Actor): ReturnType<typeof tokensOf> {
  requireAdmin(actor);
  return tokensOf(db, actor.orgId);
}

/** Every organization, oldest first: for the operator at the machine, not for any caller. */
export function allOrganizations(app: App): ReturnType<typeof listOrganizations> {
  return listOrganizations(app.read);
}
