import { type Actor, canSee, visibleProjects } from '../domain/access.ts';
import type { Query } from '../domain/filter.ts';
import type { Membership } from '../domain/item.ts';
import type { IterationKind, IterationRef, IterationStatus, IterationView } from '../domain/iteration.ts';
import { checkVersion, type Precondition } from '../domain/precondition.ts';
import { notFound, Refusal } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { getIteration as findView } from '../store/iterations.ts';
import {
  listLiveMembershipsOf,
  listMemberships,
  type MembershipSelection,
  type PageBehind,
} from '../store/memberships.ts';
import {
  type DefaultOrder,
  type IterationPage,
  listIterationsOfBoard,
  queryIterations,
} from '../store/query-iterations.ts';
import { getBoard } from './board-reads.ts';
import { getProject } from './project-reads.ts';
import { requireKnown } from './require-iteration.ts';

interface FindIteration {
  readonly iteration: IterationRef;
  readonly projectId?: number;
  readonly precondition: Precondition;
  readonly policy: { readonly findsRemoved: boolean; readonly findsGroups: boolean };
}

/** One iteration. @throws Refusal not_found, version_* */
export async function getIteration(db: Db, actor: Actor, find: FindIteration): Promise<IterationView> {
  const view = await findView(db, actor.orgId, find.iteration);
  requireKnown(view, find);
  if (!canSee(actor, view.projectId)) throw notFound('iteration');
  checkVersion(find.precondition, view.version, false);
  return view;
}

interface ListIterations {
  /** One project, or all that the actor can see. */
  readonly projectId: number | null;
  readonly kinds: readonly IterationKind[];
  readonly statuses: readonly IterationStatus[];
  readonly query: Query;
  readonly defaultOrder: DefaultOrder;
  /** Whether to tell how many match in all. */
  readonly count: boolean;
}

/** A page of iterations. @throws Refusal not_found (the project), invalid (a query that takes too long) */
export async function listIterations(db: Db, actor: Actor, list: ListIterations): Promise<IterationPage> {
  if (list.projectId !== null) await getProject(db, actor, { id: list.projectId });
  const projects = list.projectId === null ? visibleProjects(actor) : [list.projectId];
  const { kinds, statuses } = list;
  return queryIterations(db, { orgId: actor.orgId, projects, kinds, statuses }, list.query, list);
}

/** Iterations of a board, oldest first. @throws Refusal not_found, board_without_iterations */
export async function listBoardIterations(
  db: Db,
  actor: Actor,
  list: { readonly boardId: number },
): Promise<readonly IterationView[]> {
  const board = await getBoard(db, actor, { id: list.boardId });
  if (!board.takesIterations) {
    throw new Refusal('board_without_iterations', 'A board of this kind cannot have iterations', { field: 'board' });
  }
  return listIterationsOfBoard(db, actor.orgId, board.id);
}

/** The items of an iteration, as records. @throws Refusal not_found */
export async function listMembers(
  db: Db,
  actor: Actor,
  list: FindIteration & { readonly selection: MembershipSelection; readonly page?: PageBehind },
): Promise<readonly Membership[]> {
  const iteration = await getIteration(db, actor, list);
  if (iteration.createdAt >= (list.page?.asOf ?? Number.POSITIVE_INFINITY)) throw notFound('iteration');
  return listMemberships(db, actor.orgId, iteration.id, list.selection, list.page);
}

/** The live records of iterations of one project, each iteration's in their order. @throws Refusal not_found */
export async function listMembersOfMany(
  db: Db,
  actor: Actor,
  list: { readonly projectId: number; readonly iterationIds: readonly number[] },
): Promise<readonly Membership[]> {
  await getProject(db, actor, { id: list.projectId });
  return listLiveMembershipsOf(db, actor.orgId, list.projectId, list.iterationIds);
}
