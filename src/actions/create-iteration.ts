import { randomUUID } from 'node:crypto';
import { canSee, requirePlanner } from '../domain/access.ts';
import {
  type ChangePolicy,
  checkCapacities,
  checkDates,
  decideChange,
  type IterationFields,
  withFields,
} from '../domain/change-of-iteration.ts';
import { dayIn } from '../domain/days.ts';
import type { Iteration, IterationView } from '../domain/iteration.ts';
import type { WantedStatus } from '../domain/lifecycle.ts';
import { newIteration } from '../domain/new-iteration.ts';
import { type Doubts, notFound, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { findBoard } from '../store/boards.ts';
import { takeNumbers } from '../store/events.ts';
import { getIteration, insertIteration } from '../store/iterations.ts';
import { findProject } from '../store/projects.ts';
import { beginTerm, takeRules } from './apply-rules.ts';
import { issueStatement } from './issue-statement.ts';
import { placeNewcomer } from './place-iteration.ts';
import type { Tx } from './transact.ts';
import { followClose } from './working-time.ts';

/** A new iteration or release. */
export interface CreateIteration {
  /** Where it belongs: a project (and its default board), or a board. */
  readonly home: { readonly projectId: number } | { readonly boardId: number };
  readonly title: string;
  readonly fields: Omit<IterationFields, 'title'>;
  /** A status to be taken at once, by the steps that lead there. */
  readonly status?: WantedStatus;
  readonly parentId?: number;
  /** 0 is the top; absent or a number past the end is the bottom. */
  readonly position?: number;
  readonly isRelease?: boolean;
  readonly doubts?: Doubts;
  readonly policy: ChangePolicy;
}

/**
 * Makes an iteration at version 1. Faults of the request are told after the rights have been checked.
 * @throws Refusal not_found, forbidden, board_without_iterations, invalid, dates_reversed, dates_missing
 */
export async function createIteration(tx: Tx, create: CreateIteration): Promise<IterationView> {
  const { db, actor, now } = tx;
  const { orgId } = actor;
  const { projectId, boardId } = await findHome(tx, create.home);
  requirePlanner(actor, projectId, 'project');
  refuseUnreadable(create.doubts);
  refuseFaults(create.doubts);

  const project = await findProject(db, orgId, { id: projectId });
  if (project === undefined) throw notFound('project');
  const parentId = create.parentId ?? project.rootIterationId;
  const empty = newIteration({
    orgId,
    id: 0,
    uid: randomUUID(),
    projectId,
    boardId,
    parentId,
    kind: create.isRelease === true ? 'release' : 'iteration',
    title: create.title,
    createdAt: now,
    createdDay: dayIn(project.zone, now),
    createdBy: actor.userId,
  });
  const filled = withFields(empty, create.fields);
  checkDates(filled, create.fields, create.policy.endAfterStart);
  checkCapacities(filled);
  const started =
    create.status === undefined ? filled : decideChange(filled, { status: create.status }, create.policy, now).next;

  const id = await takeNumbers(db, orgId, 'iteration');
  const newcomer = { ...withFirstFigures(started), id };
  const { treeKey, ...place } = await placeNewcomer(tx, { ...newcomer, parentId }, create.position);
  await insertIteration(db, { ...newcomer, sequence: place.sequence, path: place.path }, treeKey);
  await followClose(tx, { ...filled, id }, newcomer);
  await takeRules(tx, projectId, id);
  if (newcomer.startedAt !== null) await beginTerm(tx, projectId, id);
  const { seq } = await tx.emit({
    kind: 'iteration.created',
    projectId,
    iterationId: id,
    data: { version: 1, title: newcomer.title, status: newcomer.status, kind: newcomer.kind },
  });
  if (newcomer.finishedAt !== null) await issueStatement(tx, newcomer, { seq, members: [], fates: new Map() });
  return getIteration(db, orgId, { id });
}

/** An iteration that is born started holds nothing yet, so its commitment is nothing. */
function withFirstFigures(iteration: Iteration): Iteration {
  const started = iteration.startedAt === null ? {} : { committedPoints: 0, committedItems: 0 };
  const closed = iteration.finishedAt === null ? {} : { velocityPoints: 0, doneItems: 0, totalItems: 0 };
  return { ...iteration, ...started, ...closed };
}

async function findHome(tx: Tx, home: CreateIteration['home']): Promise<{ projectId: number; boardId: number }> {
  const { db, actor } = tx;
  if ('projectId' in home) {
    const project = await findProject(db, actor.orgId, { id: home.projectId });
    if (project === undefined) throw notFound('project');
    return { projectId: project.id, boardId: project.defaultBoardId };
  }
  const board = await findBoard(db, actor.orgId, home.boardId);
  if (board === undefined || !canSee(actor, board.projectId)) throw notFound('board', 'board');
  requirePlanner(actor, board.projectId, 'board');
  if (!board.takesIterations) {
    throw new Refusal('board_without_iterations', 'A board of this kind cannot have iterations', { field: 'board' });
  }
  return { projectId: board.projectId, boardId: board.id };
}
