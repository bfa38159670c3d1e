import { sql } from 'kysely';
import type { Capacity } from '../domain/capacity.ts';
import type { WorkingCalendar } from '../domain/working-calendar.ts';
import { type Db, prepared } from './engine.ts';
import { numbersOf } from './numbers-of.ts';

/** What is kept with an iteration when it is closed. */
export interface KeptAtClose {
  readonly calendar: WorkingCalendar;
  /** Null where nobody's work was planned. */
  readonly capacity: Capacity | null;
}

interface Of {
  readonly orgId: number;
  readonly iterationId: number;
}

interface Row {
  readonly weekdays: string;
  readonly days: string;
  readonly capacity: string | null;
}

const insertKept = prepared<Of & Row & { personDays: number | null }, never>((db, value) =>
  db.insertInto('calendar_at_close').values({
    org_id: value('orgId'),
    iteration_id: value('iterationId'),
    weekdays: value('weekdays'),
    days: value('days'),
    capacity: value('capacity'),
    person_days: value('personDays'),
  }),
);

const deleteKept = prepared<Of, never>((db, value) =>
  db
    .deleteFrom('calendar_at_close')
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId')),
);

const keptOf = prepared<Of, Row>((db, value) =>
  db
    .selectFrom('calendar_at_close')
    .select(['weekdays', 'days', 'capacity'])
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', '=', value('iterationId')),
);

/** Keeps what is in force when an iteration is closed. */
export async function keepAtClose(db: Db, of: Of, { calendar, capacity }: KeptAtClose): Promise<void> {
  await insertKept(db, {
    ...of,
    weekdays: JSON.stringify(calendar.weekdays),
    days: JSON.stringify(calendar.days),
    capacity: capacity === null ? null : JSON.stringify(capacity),
    personDays: capacity?.personDays ?? null,
  });
}

/** Lets go of it, as the iteration is open again. */
export async function forgetAtClose(db: Db, of: Of): Promise<void> {
  await deleteKept(db, of);
}

/** What was kept; undefined of an iteration that is open, or was closed before there were calendars. */
export async function readAtClose(db: Db, of: Of): Promise<KeptAtClose | undefined> {
  const [row] = await keptOf(db, of);
  if (row === undefined) return undefined;
  return {
    calendar: { weekdays: JSON.parse(row.weekdays), days: JSON.parse(row.days) },
    capacity: row.capacity === null ? null : JSON.parse(row.capacity),
  };
}

const daysOf = prepared<{ orgId: number; ids: string }, { iterationId: number; personDays: number }>((db, value) =>
  db
    .selectFrom('calendar_at_close')
    .select(['iteration_id as iterationId', sql<number>`person_days`.as('personDays')])
    .where('org_id', '=', value('orgId'))
    .where('iteration_id', 'in', numbersOf(db, value('ids')))
    .where('person_days', '>', 0),
);

/** With how many full-time days closed iterations were done, by number; those whose days nobody planned are left out. */
export async function readPersonDays(
  db: Db,
  orgId: number,
  iterationIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const rows = await daysOf(db, { orgId, ids: JSON.stringify(iterationIds) });
  return new Map(rows.map(({ iterationId, personDays }) => [iterationId, personDays]));
}
