import type { Actor } from '../domain/access.ts';
import type { Query } from '../domain/filter.ts';
import { notFound } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { type PersonRow, personRows } from '../store/person-rows.ts';
import type { RowPage } from '../store/query-rows.ts';

/** Somebody of the actor's organization; a guest of single projects knows only itself. @throws Refusal not_found */
export async function getPerson(db: Db, actor: Actor, { id }: { readonly id: number }): Promise<PersonRow> {
  const person = isKnown(actor, id) ? await personRows.find(db, actor.orgId, id) : undefined;
  if (person === undefined) throw notFound('person');
  return person;
}

/** A page of those who can sign in, as far as the actor knows them. */
export async function queryPeople(
  db: Db,
  actor: Actor,
  { query }: { readonly query: Query },
): Promise<RowPage<PersonRow>> {
  const of = actor.orgRole === null ? { active: 1, id: actor.userId } : { active: 1 };
  return personRows.list(db, { orgId: actor.orgId, projects: 'all', of }, query);
}

function isKnown(actor: Actor, id: number): boolean {
  return actor.orgRole !== null || id === actor.userId;
}
