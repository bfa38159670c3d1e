import type { Attachment } from '../domain/attachment.ts';
import type { BoardItem, ItemType } from '../domain/board-item.ts';
import type { Membership } from '../domain/item.ts';
import type { IterationView } from '../domain/iteration.ts';
import type { TimeEntry } from '../domain/work-details.ts';
import type { Status } from '../domain/workflow.ts';
import { attachmentRows } from '../store/attachments.ts';
import { findBoardItems } from '../store/board-items.ts';
import { type BoardView, findBoardView } from '../store/board-views.ts';
import { type BoardColumn, listColumnsOf } from '../store/boards.ts';
import { type Comment, findComment } from '../store/comments.ts';
import type { Db } from '../store/engine.ts';
import type { StoredEvent } from '../store/events.ts';
import { listItemTypes } from '../store/item-types.ts';
import { findIterations } from '../store/iterations.ts';
import { type Lane, listLanesOf } from '../store/lanes.ts';
import { listMembershipsOfEvent } from '../store/memberships.ts';
import { findPeopleByIds, type Person } from '../store/people.ts';
import { findProject, type Project } from '../store/projects.ts';
import { listSubcolumnsOf, type Subcolumn } from '../store/subcolumns.ts';
import { timeEntryRows } from '../store/time-entries.ts';
import { listAllStatuses } from '../store/workflows.ts';

/** An event with the things it is about, as they are when the story is told: shortly after it, or, at a replay, later. */
export interface EventStory {
  readonly event: StoredEvent;
  /** Null for what the server did by itself. */
  readonly actor: Person | null;
  readonly project: Project | null;
  readonly iteration: IterationView | null;
  readonly item: BoardItem | null;
  /** Null when the event is about none, and when the comment is gone. */
  readonly comment: Comment | null;
  /** The board that was made or changed. */
  readonly board: BoardOfStory | null;
  /** Null when the event is about none, and when it is gone. */
  readonly timeEntry: TimeEntry | null;
  /** Likewise. */
  readonly attachment: Attachment | null;
  /** The records of items that this event brought into an iteration, and of those that it took out of one. */
  readonly entered: readonly Membership[];
  readonly left: readonly Membership[];
  /** By which an event names what a thing was before. */
  readonly statuses: readonly Status[];
  readonly itemTypes: readonly ItemType[];
}

/** A board with what it is divided into. */
export interface BoardOfStory {
  readonly view: BoardView;
  readonly columns: readonly BoardColumn[];
  readonly subcolumns: readonly Subcolumn[];
  readonly lanes: readonly Lane[];
}

/** Tells of events of an organization, in their order. */
export async function tellStories(
  db: Db,
  orgId: number,
  events: readonly StoredEvent[],
): Promise<readonly EventStory[]> {
  const idsOf = (key: 'actorId' | 'projectId' | 'iterationId' | 'itemId') => [
    ...new Set(events.flatMap((event) => event[key] ?? [])),
  ];
  const [people, projects, iterations, items, statuses, itemTypes] = await Promise.all([
    findPeopleByIds(db, idsOf('actorId')),
    Promise.all(idsOf('projectId').map((id) => findProject(db, orgId, { id }))),
    findIterations(db, orgId, idsOf('iterationId')),
    findBoardItems(db, orgId, idsOf('itemId')),
    listAllStatuses(db, orgId),
    listItemTypes(db, orgId),
  ]);
  const stories: EventStory[] = [];
  for (const event of events) {
    const { commentId, boardId, id } = event.data;
    stories.push({
      event,
      actor: people.find(({ id }) => id === event.actorId) ?? null,
      project: projects.find((each) => each?.id === event.projectId) ?? null,
      iteration: iterations.find(({ id }) => id === event.iterationId) ?? null,
      item: items.find(({ id }) => id === event.itemId) ?? null,
      comment: typeof commentId === 'number' ? ((await findComment(db, orgId, commentId)) ?? null) : null,
      board: event.kind.startsWith('board.') && typeof boardId === 'number' ? await boardOf(db, orgId, boardId) : null,
      timeEntry:
        event.kind.startsWith('time_entry.') && typeof id === 'number'
          ? ((await timeEntryRows.find(db, orgId, id)) ?? null)
          : null,
      attachment:
        event.kind.startsWith('attachment.') && typeof id === 'number'
          ? ((await attachmentRows.find(db, orgId, id)) ?? null)
          : null,
      statuses,
      itemTypes,
      ...(moving.has(event.kind) ? await listMembershipsOfEvent(db, orgId, event) : { entered: [], left: [] }),
    });
  }
  return stories;
}

/** What may begin and end stays; a change of an item ends them when it deletes the item. */
const moving = new Set(['item.entered', 'item.left', 'item.changed', 'items.carried', 'items.let_go']);

async function boardOf(db: Db, orgId: number, id: number): Promise<BoardOfStory | null> {
  const view = await findBoardView(db, orgId, id);
  if (view === undefined) return null;
  return {
    view,
    columns: await listColumnsOf(db, orgId, [id]),
    subcolumns: await listSubcolumnsOf(db, orgId, [id]),
    lanes: await listLanesOf(db, orgId, [id]),
  };
}
