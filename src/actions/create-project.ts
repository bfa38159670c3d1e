import { randomUUID } from 'node:crypto';
import { requireAdmin } from '../domain/access.ts';
import { dayIn } from '../domain/days.ts';
import { changedDetails, type Details } from '../domain/details.ts';
import { newIteration } from '../domain/new-iteration.ts';
import { type Doubts, Refusal, refuseFaults, refuseUnreadable } from '../domain/refusal.ts';
import { keyFromTitle } from '../domain/text.ts';
import { firstWorkTypes } from '../domain/work-details.ts';
import { firstStatuses } from '../domain/workflow.ts';
import { areaWriter } from '../store/areas.ts';
import { insertBoard, type NewColumn } from '../store/boards.ts';
import { type Numbered, takeNumbers } from '../store/events.ts';
import { insertIteration } from '../store/iterations.ts';
import { isMember } from '../store/people.ts';
import { findProject, insertProject, keysLike, type Project } from '../store/projects.ts';
import { insertWorkTypes } from '../store/time-entries.ts';
import { insertStatuses, insertWorkflow, listAllStatuses } from '../store/workflows.ts';
import { requireParent } from './change-project.ts';
import { unknownPlace } from './item-fields.ts';
import { newLane } from './lanes.ts';
import type { Tx } from './transact.ts';

/** A new project. */
export interface CreateProject {
  readonly title: string;
  /** Taken as it is; without one it is made from the title. */
  readonly key?: string;
  readonly description?: string | null;
  /** Who answers for it; without one its maker. */
  readonly leadId?: number;
  /** IANA zone; null takes the organization's. */
  readonly zone?: string | null;
  /** What another program calls it. */
  readonly externalId?: string | null;
  readonly sortOrder?: number;
  /** The project under which it is shown. */
  readonly parentId?: number | null;
  readonly details?: Details;
  readonly doubts?: Doubts;
}

/** The columns every new board begins with. */
const columnsToBegin = [
  { title: 'Queue', category: 'queued' },
  { title: 'In progress', category: 'in_progress' },
  { title: 'Done', category: 'done' },
] as const;

/** The columns every new board begins with, under numbers of their own. */
export async function firstColumns({ db, actor }: Tx): Promise<readonly NewColumn[]> {
  const first = await takeNumbers(db, actor.orgId, 'board_column', columnsToBegin.length);
  return columnsToBegin.map((column, index) => ({
    ...column,
    id: first + index,
    uid: randomUUID(),
    statusIds: [],
    itemLimit: null,
    details: {},
    createdAt: null,
    updatedAt: null,
  }));
}

/**
 * Makes a project with its root iteration, its default board, its root area and its work types.
 * @throws Refusal forbidden, invalid (the request, the lead, the project above it), taken (the key)
 */
export async function createProject(tx: Tx, create: CreateProject): Promise<Project> {
  const { db, actor, now } = tx;
  const { orgId } = actor;
  requireAdmin(actor);
  refuseUnreadable(create.doubts);
  refuseFaults(create.doubts);
  if (create.leadId !== undefined && !(await isMember(db, orgId, create.leadId))) throw unknownPlace('leadId');
  await requireParent(tx, create.parentId ?? null, null);
  const number = (kind: Numbered) => takeNumbers(db, orgId, kind);
  const projectId = await number('project');
  const rootId = await number('iteration');
  const boardId = await number('board');
  await insertProject(db, {
    orgId,
    id: projectId,
    uid: randomUUID(),
    key: create.key === undefined ? await freeKey(tx, create.title) : await requireFree(tx, create.key),
    title: create.title,
    description: create.description ?? null,
    leadId: create.leadId ?? actor.userId,
    version: 1,
    zone: create.zone ?? null,
    rootIterationId: rootId,
    defaultBoardId: boardId,
    createdAt: now,
    createdBy: actor.userId,
    updatedAt: now,
    externalId: create.externalId ?? null,
    sortOrder: create.sortOrder ?? null,
    parentId: create.parentId ?? null,
    archived: false,
    details: changedDetails({}, create.details),
  });
  await insertWorkflow(db, orgId, projectId, await firstWorkflow(tx));
  await insertBoard(
    db,
    {
      orgId,
      id: boardId,
      uid: randomUUID(),
      projectId,
      title: create.title,
      takesIterations: true,
      hasBacklog: true,
      settings: {},
      version: 1,
      createdAt: now,
      createdBy: actor.userId,
      updatedAt: now,
    },
    {
      columns: await firstColumns(tx),
      lanes: [await newLane(tx, boardId, { title: create.title }, 1)],
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
  await insertFirstDetails(tx, project);
  await tx.emit({ kind: 'project.created', projectId, data: { title: create.title } });
  return project;
}

/** The root area and the work types that every project begins with. */
async function insertFirstDetails({ db, actor, now }: Tx, { orgId, id: projectId, title }: Project): Promise<void> {
  const stamp = { version: 1, createdAt: now, createdBy: actor.userId, updatedAt: now, updatedBy: actor.userId };
  const place = { parentId: null, sequence: 0, path: '', treeKey: '' };
  await areaWriter.insert(db, {
    orgId,
    id: await takeNumbers(db, orgId, 'area'),
    projectId,
    title,
    ...place,
    ...stamp,
  });
  const first = await takeNumbers(db, orgId, 'work_type', firstWorkTypes.length);
  const types = firstWorkTypes.map((name, index) => ({ id: first + index, projectId, title: name }));
  await insertWorkTypes(db, orgId, types);
}

/** The statuses that every project begins with; the organization's first project brings them. */
async function firstWorkflow(tx: Tx): Promise<readonly number[]> {
  const { orgId } = tx.actor;
  const present = await listAllStatuses(tx.db, orgId);
  const missing = firstStatuses.filter((status) => !present.some((each) => each.key === status.key));
  const first = missing.length === 0 ? 0 : await takeNumbers(tx.db, orgId, 'status', missing.length);
  const added = missing.map((status, index) => ({ ...status, id: first + index }));
  await insertStatuses(tx.db, orgId, added);
  return firstStatuses.flatMap(({ key }) => [...present, ...added].find((each) => each.key === key)?.id ?? []);
}

/** @throws Refusal taken */
async function requireFree(tx: Tx, key: string): Promise<string> {
  if ((await keysLike(tx.db, tx.actor.orgId, key)).has(key)) {
    throw new Refusal('taken', `The key ${key} is taken`, { field: 'key' });
  }
  return key;
}

async function freeKey(tx: Tx, title: string): Promise<string> {
  const wanted = keyFromTitle(title);
  const taken = await keysLike(tx.db, tx.actor.orgId, wanted);
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}${number}`)) number += 1;
  return `${wanted}${number}`;
}
