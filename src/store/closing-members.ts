import type { Category } from '../domain/ledger.ts';
import { type Db, prepared } from './engine.ts';

/** A member of an iteration that is being closed, as its statement needs it. Instants are epoch milliseconds. */
export interface ClosingMember {
  readonly id: number;
  readonly key: string;
  readonly title: string;
  readonly type: string;
  readonly category: Category;
  readonly estimate: number | null;
  readonly doneEstimate: number | null;
  readonly doneAt: number | null;
  readonly enteredAt: number;
}

const membersOf = prepared<{ orgId: number; iterationId: number }, ClosingMember>((db, value) =>
  db
    .selectFrom('membership as m')
    .innerJoin('item as t', (on) => on.onRef('t.org_id', '=', 'm.org_id').onRef('t.id', '=', 'm.item_id'))
    .select([
      't.id',
      't.key',
      't.title',
      't.type',
      't.category',
      't.estimate',
      't.done_estimate as doneEstimate',
      't.done_at as doneAt',
      'm.added_at as enteredAt',
    ])
    .where('m.org_id', '=', value('orgId'))
    .where('m.iteration_id', '=', value('iterationId'))
    .where('m.ended_at', 'is', null)
    .orderBy('m.sort_order')
    .orderBy('m.id'),
);

/** The live members of an iteration, in their order. */
export function readClosingMembers(db: Db, orgId: number, iterationId: number): Promise<readonly ClosingMember[]> {
  return membersOf(db, { orgId, iterationId });
}

/** How often an item was carried over before a close, and whether that is how it came into an iteration that it is in. */
export interface Carries {
  readonly itemId: number;
  readonly carries: number;
  readonly cameCarried: number;
}

const carriesOf = prepared<{ orgId: number; iterationId: number; seq: number }, Carries>((db, value) =>
  db
    .selectFrom('membership as m')
    .innerJoin('membership as o', (on) => on.onRef('o.org_id', '=', 'm.org_id').onRef('o.item_id', '=', 'm.item_id'))
    .innerJoin('event as e', (on) => on.onRef('e.org_id', '=', 'o.org_id').onRef('e.seq', '=', 'o.added_seq'))
    .select((eb) => [
      'm.item_id as itemId',
      eb.fn.countAll<number>().as('carries'),
      eb.fn.max<number>(eb.case().when('o.id', '=', eb.ref('m.id')).then(1).else(0).end()).as('cameCarried'),
    ])
    .where('m.org_id', '=', value('orgId'))
    .where('m.iteration_id', '=', value('iterationId'))
    .where('m.ended_at', 'is', null)
    .where('o.added_seq', '<', value('seq'))
    .where('e.kind', '=', 'items.carried')
    .groupBy('m.item_id'),
);

/** Of those members of an iteration that had been carried over before the event `seq`, how often. */
export function readCarries(db: Db, orgId: number, iterationId: number, seq: number): Promise<readonly Carries[]> {
  return carriesOf(db, { orgId, iterationId, seq });
}

const firstEvent = prepared<{ orgId: number; iterationId: number }, { seq: number | null }>((db, value) =>
  db
    .selectFrom('event')
    .select((eb) => eb.fn.min('seq').as('seq'))
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId')),
);

/** The number of the event that tells of an iteration's making. */
export async function readFirstEvent(db: Db, orgId: number, iterationId: number): Promise<number> {
  return (await firstEvent(db, { orgId, iterationId }))[0]?.seq ?? 0;
}
