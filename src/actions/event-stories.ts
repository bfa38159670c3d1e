import type { Membership } from '../domain/item.ts';
import type { ItemView } from '../domain/item-view.ts';
import type { IterationView } from '../domain/iteration.ts';
import { type Comment, findComment } from '../store/comments.ts';
import type { Db } from '../store/engine.ts';
import type { StoredEvent } from '../store/events.ts';
import { findItemViews } from '../store/item-views.ts';
import { findIterations } from '../store/iterations.ts';
import { listMembershipsOfEvent } from '../store/memberships.ts';
import { findPeopleByIds, type Person } from '../store/people.ts';
import { findProject, type Project } from '../store/projects.ts';

/** An event with the things it is about, as they are when the story is told: shortly after it, or, at a replay, later. */
export interface EventStory {
  readonly event: StoredEvent;
  /** Null for what the server did by itself. */
  readonly actor: Person | null;
  readonly project: Project | null;
  readonly iteration: IterationView | null;
  readonly item: ItemView | null;
  /** Null when the event is about none, and when the comment is gone. */
  readonly comment: Comment | null;
  /** The records of items that this event brought into an iteration, and of those that it took out of one. */
  readonly entered: readonly Membership[];
  readonly left: readonly Membership[];
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
  const [people, projects, iterations, items] = await Promise.all([
    findPeopleByIds(db, idsOf('actorId')),
    Promise.all(idsOf('projectId').map((id) => findProject(db, orgId, { id }))),
    findIterations(db, orgId, idsOf('iterationId')),
    findItemViews(db, orgId, idsOf('itemId')),
  ]);
  const stories: EventStory[] = [];
  for (const event of events) {
    const { commentId } = event.data;
    stories.push({
      event,
      actor: people.find(({ id }) => id === event.actorId) ?? null,
      project: projects.find((each) => each?.id === event.projectId) ?? null,
      iteration: iterations.find(({ id }) => id === event.iterationId) ?? null,
      item: items.find(({ id }) => id === event.itemId) ?? null,
      comment: typeof commentId === 'number' ? ((await findComment(db, orgId, commentId)) ?? null) : null,
      ...(moving.has(event.kind) ? await listMembershipsOfEvent(db, orgId, event) : { entered: [], left: [] }),
    });
  }
  return stories;
}

/** What may begin and end stays; a change of an item ends them when it deletes the item. */
const moving = new Set(['item.entered', 'item.left', 'item.changed', 'items.carried', 'items.let_go']);
