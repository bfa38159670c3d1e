import { type Actor, canSee } from '../domain/access.ts';
import type { Status } from '../domain/workflow.ts';
import { type BoardName, listBoardNames } from '../store/board-names.ts';
import { type Comment, findComments } from '../store/comments.ts';
import type { Db } from '../store/engine.ts';
import { findItemHeads, type ItemHead } from '../store/item-names.ts';
import { findIterationNames, type IterationName } from '../store/iteration-names.ts';
import { findPeopleByIds, type Person } from '../store/people.ts';
import { listProjects, type Project } from '../store/projects.ts';
import { listAllStatuses } from '../store/workflows.ts';

/** The numbers of things that are to be shown by their names. */
export interface NumberedThings {
  readonly people: readonly number[];
  readonly statuses: readonly number[];
  readonly projects: readonly number[];
  readonly boards: readonly number[];
  readonly iterations: readonly number[];
  readonly items: readonly number[];
  /** Of items that the actor can see. */
  readonly comments: readonly number[];
}

type ById<T> = ReadonlyMap<number, T>;

/** Those of the things that are there for the actor. */
export interface NamedThings {
  readonly people: ById<Person>;
  readonly statuses: ById<Status>;
  readonly projects: ById<Project>;
  readonly boards: ById<BoardName>;
  readonly iterations: ById<IterationName>;
  readonly items: ById<ItemHead>;
  readonly comments: ById<Comment>;
}

/** What the things are called, all in one go. What is gone, or not for the actor to know of, is left out. */
export async function nameThings(db: Db, actor: Actor, things: Partial<NumberedThings>): Promise<NamedThings> {
  const { orgId } = actor;
  const isVisible = ({ projectId }: { readonly projectId: number }) => canSee(actor, projectId);
  return {
    people: await byId(things.people, (ids) => findPeopleByIds(db, ids)),
    statuses: await byId(things.statuses, () => listAllStatuses(db, orgId)),
    projects: await byId(things.projects, async () =>
      (await listProjects(db, orgId)).filter(({ id }) => canSee(actor, id)),
    ),
    boards: await byId(things.boards, async () => (await listBoardNames(db, orgId)).filter(isVisible)),
    iterations: await byId(things.iterations, async (ids) =>
      (await findIterationNames(db, orgId, ids)).filter(isVisible),
    ),
    items: await byId(things.items, async (ids) => (await findItemHeads(db, orgId, ids)).filter(isVisible)),
    comments: await byId(things.comments, (ids) => findComments(db, orgId, ids)),
  };
}

async function byId<T extends { readonly id: number }>(
  ids: readonly number[] | undefined,
  find: (ids: readonly number[]) => Promise<readonly T[]>,
): Promise<ById<T>> {
  if (ids === undefined || ids.length === 0) return new Map();
  return new Map((await find([...new Set(ids)])).map((thing) => [thing.id, thing]));
}
