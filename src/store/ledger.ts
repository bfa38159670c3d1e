import { type Amount, plus } from '../domain/amount.ts';
import { changeOf } from '../domain/burndown.ts';
import type { Counters, Fact, FactKind } from '../domain/ledger.ts';
import { afterClose, beforeStart } from '../domain/ledger-day.ts';
import { type Db, prepared } from './engine.ts';
import type { IterationCounterTable } from './iteration-schema.ts';

/** Facts of one event about one iteration, with what they do to its counters. */
export interface LedgerEntry {
  readonly orgId: number;
  readonly eventSeq: number;
  readonly iterationId: number;
  /** Null for a bulk move, whose items stand in the event. */
  readonly itemId: number | null;
  readonly at: number;
  /** Local day of the iteration's zone, or one of the two buckets of `domain/ledger-day.ts`. */
  readonly day: string;
  /** Whether the iteration runs: what it is committed to then follows facts from before the freeze. */
  readonly isGrace: boolean;
  readonly facts: readonly Fact[];
  readonly counters: Counters;
}

type Row = { orgId: number; iterationId: number; day: string; kind: FactKind; points: number; items: number };

const insertLedger = prepared<Row & { eventSeq: number; itemId: number | null; at: number }, never>((db, value) =>
  db.insertInto('ledger').values({
    org_id: value('orgId'),
    event_seq: value('eventSeq'),
    iteration_id: value('iterationId'),
    item_id: value('itemId'),
    at: value('at'),
    day: value('day'),
    kind: value('kind'),
    points: value('points'),
    items: value('items'),
  }),
);

const upsertDay = prepared<Row, never>((db, value) =>
  db
    .insertInto('iteration_day')
    .values({
      org_id: value('orgId'),
      iteration_id: value('iterationId'),
      day: value('day'),
      kind: value('kind'),
      points: value('points'),
      items: value('items'),
    })
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'iteration_id', 'day', 'kind']).doUpdateSet((eb) => ({
        points: eb('iteration_day.points', '+', eb.ref('excluded.points')),
        items: eb('iteration_day.items', '+', eb.ref('excluded.items')),
      })),
    ),
);

const addToCounters = prepared<Counters & { orgId: number; iterationId: number }, never>((db, value) =>
  db
    .updateTable('iteration_counter')
    .set((eb) => ({
      member_items: eb('member_items', '+', value('memberItems')),
      scope_points: eb('scope_points', '+', value('scopePoints')),
      scope_items: eb('scope_items', '+', value('scopeItems')),
      done_points: eb('done_points', '+', value('donePoints')),
      done_items: eb('done_items', '+', value('doneItems')),
      unestimated_items: eb('unestimated_items', '+', value('unestimatedItems')),
    }))
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId')),
);

/** Writes facts to the ledger, to the day rows and to the counters, all in the caller's transaction. */
export async function recordFacts(db: Db, entry: LedgerEntry): Promise<void> {
  const { orgId, iterationId, day } = entry;
  for (const { kind, points, items } of entry.facts) {
    const row = { orgId, iterationId, day, kind, points, items };
    await insertLedger(db, { ...row, eventSeq: entry.eventSeq, itemId: entry.itemId, at: entry.at });
    await upsertDay(db, row);
  }
  await addToCounters(db, { orgId, iterationId, ...entry.counters });
  if (entry.isGrace && day === beforeStart) {
    const { scopePoints, donePoints, scopeItems, doneItems } = entry.counters;
    await addToCommitment(db, { orgId, iterationId, points: scopePoints - donePoints, items: scopeItems - doneItems });
  }
}

const addToCommitment = prepared<Amount & { orgId: number; iterationId: number }, never>((db, value) =>
  db
    .updateTable('iteration')
    .set((eb) => ({
      committed_points: eb('committed_points', '+', value('points')),
      committed_items: eb('committed_items', '+', value('items')),
    }))
    .where('org_id', '=', value('orgId'))
    .where('id', '=', value('iterationId')),
);

type CountersRow = Omit<IterationCounterTable, 'org_id' | 'iteration_id'>;

const countersById = prepared<{ orgId: number; iterationId: number }, CountersRow>((db, value) =>
  db
    .selectFrom('iteration_counter')
    .select(['member_items', 'scope_points', 'scope_items', 'done_points', 'done_items', 'unestimated_items'])
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId')),
);

/** An iteration's live figures: one row, whatever its size. */
export async function readCounters(db: Db, orgId: number, iterationId: number): Promise<Counters> {
  const [row] = await countersById(db, { orgId, iterationId });
  if (row === undefined) throw new Error(`Iteration ${iterationId} has no counters`);
  return countersIn(row);
}

function countersIn(row: CountersRow): Counters {
  return {
    memberItems: row.member_items,
    scopePoints: row.scope_points,
    scopeItems: row.scope_items,
    donePoints: row.done_points,
    doneItems: row.done_items,
    unestimatedItems: row.unestimated_items,
  };
}

/** Facts summed by day and kind. */
export interface DayFact extends Fact {
  readonly day: string;
}

const daysById = prepared<{ orgId: number; iterationId: number }, DayFact>((db, value) =>
  db
    .selectFrom('iteration_day')
    .select(['day', 'kind', 'points', 'items'])
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId'))
    .orderBy('day')
    .orderBy('kind'),
);

/** All day rows of an iteration, oldest first. */
export function readDays(db: Db, orgId: number, iterationId: number): Promise<readonly DayFact[]> {
  return daysById(db, { orgId, iterationId });
}

const booksById = prepared<
  { orgId: number; iterationId: number },
  CountersRow & { [N in keyof DayFact]: DayFact[N] | null }
>((db, value) =>
  db
    .selectFrom('iteration_counter as c')
    .leftJoin('iteration_day as d', (on) =>
      on.onRef('d.org_id', '=', 'c.org_id').onRef('d.iteration_id', '=', 'c.iteration_id'),
    )
    .select([
      'c.member_items',
      'c.scope_points',
      'c.scope_items',
      'c.done_points',
      'c.done_items',
      'c.unestimated_items',
    ])
    .select(['d.day', 'd.kind', 'd.points', 'd.items'])
    .where('c.org_id', '=', value('orgId'))
    .where('c.iteration_id', '=', value('iterationId'))
    .orderBy('d.day')
    .orderBy('d.kind'),
);

/** An iteration's live figures and its day rows of one moment: read one after the other, somebody may write in between. */
export async function readBooks(
  db: Db,
  orgId: number,
  iterationId: number,
): Promise<{ readonly counters: Counters; readonly days: readonly DayFact[] }> {
  const rows = await booksById(db, { orgId, iterationId });
  const [row] = rows;
  if (row === undefined) throw new Error(`Iteration ${iterationId} has no counters`);
  const days = rows.flatMap(({ day, kind, points, items }) =>
    day === null || kind === null || points === null || items === null ? [] : [{ day, kind, points, items }],
  );
  return { counters: countersIn(row), days };
}

const dayOfLateLedger = prepared<{ orgId: number; iterationId: number; day: string }, never>((db, value) =>
  db
    .updateTable('ledger')
    .set({ day: value('day') })
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId'))
    .where('day', '=', afterClose),
);

const deleteLateDays = prepared<{ orgId: number; iterationId: number }, never>((db, value) =>
  db
    .deleteFrom('iteration_day')
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId'))
    .where('day', '=', afterClose),
);

/**
 * Files what happened while an iteration was closed under the day on which it is reopened, or, before the freeze, as part of
 * the commitment: it counts from then on, and charts would not add up without it.
 */
export async function fileLateFacts(
  db: Db,
  late: { readonly orgId: number; readonly iterationId: number; readonly day: string },
): Promise<void> {
  const facts = (await readDays(db, late.orgId, late.iterationId)).filter(({ day }) => day === afterClose);
  if (facts.length === 0) return;
  for (const { kind, points, items } of facts) await upsertDay(db, { ...late, kind, points, items });
  await deleteLateDays(db, late);
  await dayOfLateLedger(db, late);
  if (late.day !== beforeStart) return;
  const { planned, worked } = changeOf(facts, afterClose);
  await addToCommitment(db, { orgId: late.orgId, iterationId: late.iterationId, ...plus(planned, worked) });
}
