import { sql } from 'kysely';
import type { Capacity, VelocityOfCapacity } from '../domain/capacity.ts';
import type { Iteration } from '../domain/iteration.ts';
import type { WorkingCalendar } from '../domain/working-calendar.ts';
import { type Db, prepared } from './engine.ts';

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

const lastClosed = prepared<
  { orgId: number; boardId: number; iterationId: number; before: number; limit: number },
  VelocityOfCapacity
>((db, value) =>
  db
    .selectFrom('iteration as i')
    .innerJoin('calendar_at_close as c', (on) =>
      on.onRef('c.org_id', '=', 'i.org_id').onRef('c.iteration_id', '=', 'i.id'),
    )
    .select([
      'i.id as iterationId',
      sql<number>`i.velocity_points`.as('points'),
      sql<number>`c.person_days`.as('personDays'),
    ])
    .where('i.org_id', '=', value('orgId'))
    .where('i.board_id', '=', value('boardId'))
    .where('i.id', '<>', value('iterationId'))
    .where('i.status', 'in', ['closed', 'archived'])
    .where('i.velocity_points', 'is not', null)
    .where('i.finished_at', '<=', value('before'))
    .where('c.person_days', '>', 0)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('iteration_sample as s')
            .select('s.excluded')
            .whereRef('s.org_id', '=', 'i.org_id')
            .whereRef('s.iteration_id', '=', 'i.id')
            .where('s.excluded', '=', 1),
        ),
      ),
    )
    .orderBy('i.finished_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(value('limit')),
);

/**
 * The last iterations of the same board that were closed before an instant, newest first, each with what was finished in it
 * and with how many full-time days; those whose days nobody planned, and those taken out of the sample, are left out.
 */
export function readVelocityOfCapacity(
  db: Db,
  { orgId, boardId, id }: Pick<Iteration, 'orgId' | 'boardId' | 'id'>,
  { before, limit }: { readonly before: number; readonly limit: number },
): Promise<readonly VelocityOfCapacity[]> {
  return lastClosed(db, { orgId, boardId, iterationId: id, before, limit });
}
