import { type Db, prepared } from './engine.ts';

/** A closed iteration that what is finished late still counts for, until an instant in epoch milliseconds. */
export interface CreditWindow {
  readonly orgId: number;
  readonly iterationId: number;
  readonly endsAt: number;
  /** Who closed the iteration. */
  readonly openedBy: number;
}

const insert = prepared<CreditWindow, never>((db, value) =>
  db.insertInto('credit_window').values({
    org_id: value('orgId'),
    iteration_id: value('iterationId'),
    ends_at: value('endsAt'),
    opened_by: value('openedBy'),
  }),
);

/** Opens a window. */
export async function openCreditWindow(db: Db, window: CreditWindow): Promise<void> {
  await insert(db, window);
}

const remove = prepared<{ orgId: number; iterationId: number }, never>((db, value) =>
  db.deleteFrom('credit_window').where('org_id', '=', value('orgId')).where('iteration_id', '=', value('iterationId')),
);

/** Shuts the window of an iteration, if it has one. */
export async function shutCreditWindow(db: Db, orgId: number, iterationId: number): Promise<void> {
  await remove(db, { orgId, iterationId });
}

function selectWindows(db: Db) {
  return db
    .selectFrom('credit_window')
    .select(['org_id as orgId', 'iteration_id as iterationId', 'ends_at as endsAt', 'opened_by as openedBy']);
}

const one = prepared<{ orgId: number; iterationId: number }, CreditWindow>((db, value) =>
  selectWindows(db).where('org_id', '=', value('orgId')).where('iteration_id', '=', value('iterationId')),
);

/** The window of an iteration, if it has one. */
export async function findCreditWindow(db: Db, orgId: number, iterationId: number): Promise<CreditWindow | undefined> {
  return (await one(db, { orgId, iterationId }))[0];
}

const ended = prepared<{ at: number }, CreditWindow>((db, value) =>
  selectWindows(db).where('ends_at', '<=', value('at')).orderBy('ends_at').orderBy('org_id').orderBy('iteration_id'),
);

/** The windows of all organizations that had ended by an instant, the oldest first. */
export async function listEndedCreditWindows(db: Db, at: number): Promise<readonly CreditWindow[]> {
  return ended(db, { at });
}
