import type { Deletion, Happening } from '../domain/restate.ts';
import { type Db, prepared } from './engine.ts';
import { numbersOf } from './numbers-of.ts';

interface Of {
  readonly orgId: number;
  readonly iterationId: number;
  /** Events up to this one are known already. */
  readonly after: number;
}

interface Stay {
  readonly itemId: number;
  readonly addedSeq: number;
  readonly endedSeq: number | null;
}

/** Whether, when an event happened, an item was in another iteration that it had gone to after an earlier event. */
export type IsElsewhere = (itemId: number, seq: number, since: number) => boolean;

const staysOf = prepared<Of & { itemIds: string }, Stay>((db, value) =>
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

/** Where else some items have been since an event. */
export async function readStaysElsewhere(db: Db, of: Of, itemIds: readonly number[]): Promise<IsElsewhere> {
  const stays = new Map<number, Stay[]>();
  const found = itemIds.length === 0 ? [] : await staysOf(db, { ...of, itemIds: JSON.stringify(itemIds) });
  for (const stay of found) stays.set(stay.itemId, [...(stays.get(stay.itemId) ?? []), stay]);
  return (itemId, seq, since) =>
    (stays.get(itemId) ?? []).some(
      ({ addedSeq, endedSeq }) => addedSeq > since && addedSeq < seq && (endedSeq === null || endedSeq > seq),
    );
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
