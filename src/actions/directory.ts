import { type Actor, requireAdmin } from '../domain/access.ts';
import type { Db } from '../store/engine.ts';
import { listOrganizations, listPeople as peopleOf, listTokens as tokensOf } from '../store/people.ts';
import type { App } from './app.ts';

/** Everybody in the actor's organization, oldest first. @throws Refusal forbidden */
export async function listPeople(db: Db, actor: Actor): ReturnType<typeof peopleOf> {
  requireAdmin(actor);
  return peopleOf(db, actor.orgId);
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
