import type { Category } from '../domain/ledger.ts';
import { type Db, prepared } from './engine.ts';
import { numbersOf } from './numbers-of.ts';

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
  /** The event by which it came in. */
  readonly enteredSeq: number;
  readonly carryCount: number;
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
      'm.added_seq as enteredSeq',
      't.carry_count as carryCount',
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

const carriesAmong = prepared<{ orgId: number; seqs: string }, { seq: number }>((db, value) =>
  db
    .selectFrom('event')
    .select('seq')
    .where('org_id', '=', value('orgId'))
    .where('seq', 'in', numbersOf(db, value('seqs')))
    .where('kind', '=', 'items.carried'),
);

/** Which of some events carried items from one iteration into another. */
export async function findCarries(db: Db, orgId: number, seqs: readonly number[]): Promise<ReadonlySet<number>> {
  if (seqs.length === 0) return new Set();
  return new Set((await carriesAmong(db, { orgId, seqs: JSON.stringify(seqs) })).map(({ seq }) => seq));
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
