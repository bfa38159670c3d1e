import type { Actor } from '../domain/access.ts';
import type { ChangesOfItem } from '../domain/changes-of-item.ts';
import type { ItemRef } from '../domain/item.ts';
import type { Db } from '../store/engine.ts';
import { readEventsOfItem } from '../store/events.ts';
import { listStays, type Stay } from '../store/memberships.ts';
import { findVisibleItem } from './find-visible-item.ts';

/** One thing that happened to an item. */
export interface ItemChange {
  /** The number of its event: entries are in this order, and a page ends at one. */
  readonly seq: number;
  readonly at: number;
  readonly actorId: number;
  readonly kind: 'created' | 'changed' | 'commented' | 'comment changed' | 'comment removed';
  readonly changes: ChangesOfItem;
  /** The iterations it was in before and after, where that changed. */
  readonly iterations: readonly [readonly number[], readonly number[]] | null;
  readonly commentId: number | null;
}

interface ListItemChanges {
  readonly item: ItemRef;
  /** Entries after this number; 0 begins at the first. */
  readonly after: number;
  readonly limit: number;
}

/** What happened to an item, oldest first. @throws Refusal not_found */
export async function listItemChanges(db: Db, actor: Actor, list: ListItemChanges): Promise<readonly ItemChange[]> {
  const { orgId } = actor;
  const item = await findVisibleItem(db, actor, list.item);
  const told = await readEventsOfItem(db, orgId, item.id, list);
  const own = told.flatMap((event): readonly ItemChange[] => {
    const kind = kinds[event.kind];
    if (kind === undefined) return [];
    const { changes = {}, commentId = null } = readData(event.data);
    return [{ seq: event.seq, at: event.at, actorId: event.actorId, kind, changes, iterations: null, commentId }];
  });
  const entries = new Map(own.map((each) => [each.seq, each]));
  for (const move of movesOf(await listStays(db, orgId, item.id))) {
    if (move.seq <= list.after) continue;
    // What deletes an item takes it out of its iterations too, by the same event.
    const known = entries.get(move.seq);
    entries.set(move.seq, known === undefined ? move : { ...known, iterations: move.iterations });
  }
  return [...entries.values()].sort((a, b) => a.seq - b.seq).slice(0, list.limit);
}

const kinds: Readonly<Record<string, ItemChange['kind']>> = {
  'item.created': 'created',
  'item.changed': 'changed',
  'comment.added': 'commented',
  'comment.changed': 'comment changed',
  'comment.removed': 'comment removed',
};

/** The events of an item hold what the commands that emit them put there. */
function readData(data: Readonly<Record<string, unknown>>): { changes?: ChangesOfItem; commentId?: number } {
  return data;
}

/** Goes through an item's stays in the order in which they began and ended. */
function movesOf(stays: readonly Stay[]): readonly ItemChange[] {
  const steps = new Map<number, { at: number; actorId: number; entered: number[]; left: number[] }>();
  const step = (seq: number, at: number, actorId: number) => {
    const known = steps.get(seq) ?? { at, actorId, entered: [], left: [] };
    steps.set(seq, known);
    return known;
  };
  for (const { iterationId, addedSeq, addedAt, addedBy, ended } of stays) {
    step(addedSeq, addedAt, addedBy).entered.push(iterationId);
    if (ended !== null) step(ended.seq, ended.at, ended.by).left.push(iterationId);
  }
  let present: readonly number[] = [];
  return [...steps]
    .sort(([a], [b]) => a - b)
    .map(([seq, { at, actorId, entered, left }]): ItemChange => {
      const before = present;
      present = [...before.filter((id) => !left.includes(id)), ...entered];
      return { seq, at, actorId, kind: 'changed', changes: {}, iterations: [before, present], commentId: null };
    });
}
