import { type Actor, canSee } from '../domain/access.ts';
import type { ItemCondition, ItemRef } from '../domain/item.ts';
import { notFound } from '../domain/refusal.ts';
import type { Db } from '../store/engine.ts';
import { readEventsOfItem } from '../store/events.ts';
import { findItem } from '../store/items.ts';
import { findPeopleByIds, type Person } from '../store/people.ts';

/** Where an item stood from a moment on. */
export interface ItemLocation {
  /** The number of the event that brought it there. */
  readonly seq: number;
  readonly at: number;
  readonly author: Person | null;
  readonly boardId: number;
  readonly columnId: number;
  readonly subcolumnId: number | null;
  readonly laneId: number;
  readonly condition: ItemCondition;
}

const placed = ['boardId', 'columnId', 'subcolumnId', 'laneId', 'condition'] as const;
type Place = Pick<ItemLocation, (typeof placed)[number]>;

/** An item that was moved more often than this is told of up to here. */
const mostEvents = 10_000;

/** Where an item has stood, oldest first. @throws Refusal not_found */
export async function listItemLocations(
  db: Db,
  actor: Actor,
  list: { readonly item: ItemRef },
): Promise<readonly ItemLocation[]> {
  const { orgId } = actor;
  const item = await findItem(db, orgId, list.item);
  if (item === undefined || item.condition === 'deleted' || !canSee(actor, item.projectId)) throw notFound('item');
  const events = await readEventsOfItem(db, orgId, item.id, { after: 0, limit: mostEvents });
  const steps = events.flatMap(({ seq, at, actorId, kind, data }) => {
    const changes = kind === 'item.changed' ? readChanges(data) : {};
    return kind === 'item.created' || placed.some((field) => field in changes) ? [{ seq, at, actorId, changes }] : [];
  });
  const people = new Map((await findPeopleByIds(db, [...new Set(steps.map((each) => each.actorId))])).map(byId));
  // It began where its first move of each kind took it from.
  let place: Place = { ...item };
  for (const { changes } of steps.toReversed()) place = { ...place, ...side(changes, 0) };
  return steps.map(({ seq, at, actorId, changes }) => {
    place = { ...place, ...side(changes, 1) };
    const { boardId, columnId, subcolumnId, laneId, condition } = place;
    return { seq, at, author: people.get(actorId) ?? null, boardId, columnId, subcolumnId, laneId, condition };
  });
}

type Changes = { readonly [K in keyof Place]?: readonly [Place[K], Place[K]] };

/** The events of an item hold what the commands that emit them put there. */
function readChanges({ changes }: { readonly changes?: Changes }): Changes {
  return changes ?? {};
}

function side(changes: Changes, index: 0 | 1): Partial<Place> {
  return Object.fromEntries(placed.flatMap((field) => (field in changes ? [[field, changes[field]?.[index]]] : [])));
}

function byId(person: Person): [number, Person] {
  return [person.id, person];
}
