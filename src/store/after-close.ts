import type { Deletion, Happening } from '../domain/restate.ts';
import { type Db, prepared } from './engine.ts';
import { numbersOf } from './numbers-of.ts';

interface Of {
  readonly orgId: number;
  readonly iterationId: number;
  /** Events up to this one are known already. */
  readonly after: number;
}

/** A stay of an item in another iteration, by the events that began and ended it. */
export interface StayElsewhere {
  readonly itemId: number;
  readonly addedSeq: number;
  readonly endedSeq: number | null;
}

const staysOf = prepared<Of & { itemIds: string }, StayElsewhere>((db, value) =>
  db
    .selectFrom('membership as m')
    .innerJoin('iteration as i', (on) => on.onRef('i.org_id', '=', 'm.org_id').onRef('i.id', '=', 'm.iteration_id'))
    .select(['m.item_id as itemId', 'm.added_seq as addedSeq', 'm.ended_seq as endedSeq'])
    .where('m.org_id', '=', value('orgId'))
    .where('m.item_id', 'in', numbersOf(db, value('itemIds')))
    .where('m.iteration_id', '<>', value('iterationId'))
    .where('m.added_seq', '>', value('after'))
    .where('i.kind', '=', 'iteration'),
);

/** The stays of some items in other iterations that began after an event. */
export async function readStaysElsewhere(
  db: Db,
  of: Of,
  itemIds: readonly number[],
): Promise<readonly StayElsewhere[]> {
  return itemIds.length === 0 ? [] : staysOf(db, { ...of, itemIds: JSON.stringify(itemIds) });
}

const changesOfDeleted = prepared<Of, Happening & { itemId: number; data: string }>((db, value) =>
  db
    .selectFrom('membership as m')
    .innerJoin('item as t', (on) => on.onRef('t.org_id', '=', 'm.org_id').onRef('t.id', '=', 'm.item_id'))
    .innerJoin('event as e', (on) => on.onRef('e.org_id', '=', 'm.org_id').onRef('e.item_id', '=', 'm.item_id'))
    .select(['t.id as itemId', 'e.seq', 'e.at', 'e.data'])
    .where('m.org_id', '=', value('orgId'))
    .where('m.iteration_id', '=', value('iterationId'))
    .where('m.ended_at', 'is', null)
    .where('t.condition', '=', 'deleted')
    .where('e.seq', '>', value('after'))
    .where('e.kind', '=', 'item.changed')
    .orderBy('e.seq'),
);

/** The members of a closed iteration that were deleted after an event and still are, by rising number of the event that says so. */
export async function readDeletions(db: Db, of: Of): Promise<readonly Deletion[]> {
  const last = new Map<number, Deletion>();
  for (const { itemId, seq, at, data } of await changesOfDeleted(db, of)) {
    const { changes }: { changes?: { condition?: unknown } } = JSON.parse(data);
    if (changes?.condition !== undefined) last.set(itemId, { itemId, seq, at });
  }
  return [...last.values()];
}

const changesOf = prepared<Of, Happening & { data: string }>((db, value) =>
  db
    .selectFrom('event')
    .select(['seq', 'at', 'data'])
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId'))
    .where('seq', '>', value('after'))
    .where('kind', '=', 'iteration.changed')
    .orderBy('seq'),
);

/** The last change of an iteration's planned days after an event. */
export async function readDateChange(db: Db, of: Of): Promise<Happening | null> {
  const found = (await changesOf(db, of)).findLast(({ data }) => {
    const { after }: { after?: { start?: unknown; end?: unknown } } = JSON.parse(data);
    return after?.start !== undefined || after?.end !== undefined;
  });
  return found === undefined ? null : { seq: found.seq, at: found.at };
}
