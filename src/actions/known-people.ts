import { type Actor, visibleProjects } from '../domain/access.ts';
import type { Expression, Literal, Query } from '../domain/filter.ts';
import { notFound } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { type PersonRow, personRows } from '../store/person-rows.ts';
import { listProjectPeople } from '../store/project-members.ts';
import type { RowPage } from '../store/query-rows.ts';

/**
 * Those whom the actor knows: everybody in its organization, or, for a guest of single projects, itself and whoever can see one of
 * these with it, as those are named beside what is done there.
 */
export async function knownTo(db: Db, actor: Actor): Promise<'all' | ReadonlySet<number>> {
  if (actor.orgRole !== null) return 'all';
  const projects = visibleProjects(actor);
  const known = new Set([actor.userId]);
  for (const projectId of projects === 'all' ? [] : projects) {
    for (const { id } of await listProjectPeople(db, actor.orgId, projectId)) known.add(id);
  }
  return known;
}

/** Somebody whom the actor knows. @throws Refusal not_found */
export async function getPerson(db: Db, actor: Actor, { id }: { readonly id: number }): Promise<PersonRow> {
  const known = await knownTo(db, actor);
  const person = known === 'all' || known.has(id) ? await personRows.find(db, actor.orgId, id) : undefined;
  if (person === undefined) throw notFound('person');
  return person;
}

/** A page of those who can sign in, as far as the actor knows them. */
export async function queryPeople(
  db: Db,
  actor: Actor,
  { query }: { readonly query: Query },
): Promise<RowPage<PersonRow>> {
  const known = await knownTo(db, actor);
  const scope = { orgId: actor.orgId, projects: 'all', of: { active: 1 } } as const;
  return personRows.list(db, scope, known === 'all' ? query : among(query, [...known]));
}

function among(query: Query, ids: readonly number[]): Query {
  const integer = { type: 'integer', nullable: false } as const;
  const certain = { type: 'boolean', nullable: false } as const;
  const list = ids.map((value): Literal => ({ kind: 'literal', ...integer, value }));
  const isKnown: Expression = { kind: 'in', ...certain, term: { kind: 'field', field: 'id', ...integer }, list };
  const filter: Expression =
    query.filter === undefined ? isKnown : { kind: 'and', ...certain, terms: [isKnown, query.filter] };
  return { ...query, filter };
}
