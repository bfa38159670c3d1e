import { randomUUID } from 'node:crypto';
import { requireAdmin } from '../domain/access.ts';
import { dayIn } from '../domain/days.ts';
import { newIteration } from '../domain/new-iteration.ts';
import { keyFromTitle } from '../domain/text.ts';
import { firstStatuses } from '../domain/workflow.ts';
import { type Numbered, takeNumbers } from '../store/events.ts';
import { insertIteration } from '../store/iterations.ts';
import { findProject, insertBoard, insertProject, insertStatuses, keysLike, type Project } from '../store/projects.ts';
import type { Tx } from './transact.ts';

/** A new project. */
export interface CreateProject {
  readonly title: string;
  /** IANA zone; null takes the organization's. */
  readonly zone?: string | null;
}

/** Titles of the columns every new board begins with. */
export const firstColumns = [
  { title: 'Queue', category: 'queued' },
  { title: 'In progress', category: 'in_progress' },
  { title: 'Done', category: 'done' },
] as const;

/**
 * Makes a project with its root iteration and its default board.
 * @throws Refusal forbidden
 */
export async function createProject(tx: Tx, create: CreateProject): Promise<Project> {
  const { db, actor, now } = tx;
  const { orgId } = actor;
  requireAdmin(actor);
  const number = (kind: Numbered) => takeNumbers(db, orgId, kind);
  const projectId = await number('project');
  const rootId = await number('iteration');
  const boardId = await number('board');
  const firstColumn = await takeNumbers(db, orgId, 'board_column', firstColumns.length);
  await insertProject(db, {
    orgId,
    id: projectId,
    uid: randomUUID(),
    key: await freeKey(tx, create.title),
    title: create.title,
    zone: create.zone ?? null,
    rootIterationId: rootId,
    defaultBoardId: boardId,
    createdAt: now,
    createdBy: actor.userId,
  });
  const firstStatus = await takeNumbers(db, orgId, 'status', firstStatuses.length);
  await insertStatuses(
    db,
    orgId,
    projectId,
    firstStatuses.map((status, index) => ({ ...status, id: firstStatus + index })),
  );
  await insertBoard(
    db,
    {
      orgId,
      id: boardId,
      uid: randomUUID(),
      projectId,
      title: create.title,
      takesIterations: true,
      version: 1,
      createdAt: now,
      createdBy: actor.userId,
    },
    {
      columns: firstColumns.map((column, index) => ({ ...column, id: firstColumn + index, uid: randomUUID() })),
      lane: { id: await number('lane'), uid: randomUUID(), title: create.title },
    },
  );
  const project = await findProject(db, orgId, { id: projectId });
  if (project === undefined) throw new Error(`Project ${projectId} was not stored`);
  const root = newIteration({
    orgId,
    id: rootId,
    uid: randomUUID(),
    projectId,
    boardId,
    parentId: null,
    kind: 'root',
    title: create.title,
    createdAt: now,
    createdDay: dayIn(project.zone, now),
    createdBy: actor.userId,
  });
  await insertIteration(db, root, '');
  await tx.emit({ kind: 'project.created', projectId, data: { title: create.title } });
  return project;
}

async function freeKey(tx: Tx, title: string): Promise<string> {
  const wanted = keyFromTitle(title);
  const taken = await keysLike(tx.db, tx.actor.orgId, wanted);
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}${number}`)) number += 1;
  return `${wanted}${number}`;
}
