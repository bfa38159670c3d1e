import { type Actor, requireAdmin } from '../domain/access.ts';
import type { Db } from '../store/engine.ts';
import { listPeople as peopleOf, listTokens as tokensOf } from '../store/people.ts';

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
