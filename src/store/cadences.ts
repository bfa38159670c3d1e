import { type Selectable, sql } from 'kysely';
import type { Cadence, CadenceJob, KeptIteration, TakenSlot } from '../domain/cadence.ts';
import type { IterationStatus } from '../domain/iteration.ts';
import type { CadenceTable } from './cadence-schema.ts';
import { type Db, prepared } from './engine.ts';

/** Whose cadence it is. */
export interface CadenceOf {
  readonly orgId: number;
  readonly projectId: number;
}

/** A cadence as it is stored. */
export interface StoredCadence extends Cadence, CadenceOf {
  readonly version: number;
  /** Who set it last: in whose name it does what it does. */
  readonly setBy: number;
}

/** A window that was taken, with the iteration that was made for it, as it is now. */
export interface StoredSlot extends TakenSlot {
  readonly iteration: (KeptIteration & { readonly title: string }) | null;
}

const byProject = prepared<CadenceOf, Selectable<CadenceTable>>((db, value) =>
  db
    .selectFrom('cadence')
    .selectAll()
    .where('org_id', '=', value('orgId'))
    .where('project_id', '=', value('projectId')),
);

/** The cadence of a project; undefined when none was ever set. */
export async function findCadence(db: Db, of: CadenceOf): Promise<StoredCadence | undefined> {
  const [row] = await byProject(db, of);
  return row === undefined ? undefined : fromRow(row);
}

/** The cadences of all organizations that are on. */
export async function listCadences(db: Db): Promise<readonly StoredCadence[]> {
  const rows = await db
    .selectFrom('cadence as c')
    .innerJoin('project as p', (on) => on.onRef('p.org_id', '=', 'c.org_id').onRef('p.id', '=', 'c.project_id'))
    .selectAll('c')
    .where('c.is_on', '=', 1)
    .where('p.removed_at', 'is', null)
    .orderBy('c.org_id')
    .orderBy('c.project_id')
    .execute();
  return rows.map(fromRow);
}

/** Writes a cadence over what it was. */
export async function saveCadence(db: Db, cadence: StoredCadence, at: number): Promise<void> {
  const { orgId, projectId } = cadence;
  const row = {
    is_on: cadence.isOn ? 1 : 0,
    first_day: cadence.firstDay,
    length_days: cadence.lengthDays,
    cooldown_days: cadence.cooldownDays,
    ahead: cadence.ahead,
    title: cadence.title,
    next_number: cadence.nextNumber,
    starts_itself: cadence.startsItself ? 1 : 0,
    closes_itself: cadence.closesItself ? 1 : 0,
    unfinished: cadence.unfinished,
    rollover_policy_id: cadence.rolloverPolicyId,
    version: cadence.version,
    updated_at: at,
    updated_by: cadence.setBy,
  };
  await db
    .insertInto('cadence')
    .values({ org_id: orgId, project_id: projectId, ...row })
    .onConflict((conflict) => conflict.columns(['org_id', 'project_id']).doUpdateSet(row))
    .execute();
}

/** Notes the number of the next iteration, one version higher: who has seen another number is to see this one first. */
export async function saveNextNumber(db: Db, { orgId, projectId }: CadenceOf, nextNumber: number): Promise<void> {
  await db
    .updateTable('cadence')
    .set((eb) => ({ next_number: nextNumber, version: eb('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('project_id', '=', projectId)
    .execute();
}

/** Takes a window, for an iteration or to skip it. */
export async function insertSlot(
  db: Db,
  { orgId, projectId }: CadenceOf,
  slot: TakenSlot,
  iterationId: number | null,
): Promise<void> {
  await db
    .insertInto('cadence_slot')
    .values({
      org_id: orgId,
      project_id: projectId,
      first_day: slot.start,
      last_day: slot.end,
      iteration_id: iterationId,
      skipped: slot.skipped,
    })
    .execute();
}

interface SlotRow {
  readonly first_day: string;
  readonly last_day: string;
  readonly skipped: TakenSlot['skipped'];
  readonly id: number | null;
  readonly title: string;
  readonly status: IterationStatus;
  readonly start_day: string | null;
  readonly end_day: string | null;
  readonly zone: string;
}

const slotsOf = prepared<CadenceOf, SlotRow>((db, value) =>
  db
    .selectFrom('cadence_slot as s')
    .innerJoin('project as p', (on) => on.onRef('p.org_id', '=', 's.org_id').onRef('p.id', '=', 's.project_id'))
    .innerJoin('organization as o', 'o.id', 's.org_id')
    .leftJoin('iteration as i', (on) => on.onRef('i.org_id', '=', 's.org_id').onRef('i.id', '=', 's.iteration_id'))
    .select(['s.first_day', 's.last_day', 's.skipped', 'i.id', 'i.start_day', 'i.end_day'])
    .select([
      sql<string>`i.title`.as('title'),
      sql<IterationStatus>`i.status`.as('status'),
      sql<string>`coalesce(i.zone, p.zone, o.zone)`.as('zone'),
    ])
    .where('s.org_id', '=', value('orgId'))
    .where('s.project_id', '=', value('projectId'))
    .orderBy('s.first_day'),
);

type JobRow = CadenceJob & { readonly iterationId: number | null };

const jobsOf = prepared<CadenceOf, JobRow>((db, value) =>
  db
    .selectFrom('cadence_job')
    .select(['iteration_id as iterationId', 'deed', 'state', 'attempts', 'reason', 'next_at as nextAt', 'at'])
    .where('org_id', '=', value('orgId'))
    .where('project_id', '=', value('projectId')),
);

/** The windows that a project's cadence has taken, oldest first, and how its last planning went if that failed. */
export async function readSlots(
  db: Db,
  of: CadenceOf,
): Promise<{ readonly slots: readonly StoredSlot[]; readonly planning: CadenceJob | undefined }> {
  const [rows, jobs] = await Promise.all([slotsOf(db, of), jobsOf(db, of)]);
  const slots = rows.map(({ first_day: start, last_day: end, skipped, ...row }): StoredSlot => {
    if (row.id === null) return { start, end, skipped, iteration: null };
    const { id, title, status, zone } = row;
    const own = jobs.filter(({ iterationId }) => iterationId === id);
    const dates = { start: planned(row.start_day), end: planned(row.end_day) };
    return { start, end, skipped, iteration: { id, title, status, zone, ...dates, jobs: own.map(jobFromRow) } };
  });
  const planning = jobs.find(({ deed }) => deed === 'plan');
  return { slots, planning: planning && jobFromRow(planning) };
}

const slotOf = prepared<CadenceOf & { iterationId: number }, { iterationId: number }>((db, value) =>
  db
    .selectFrom('cadence_slot')
    .select(sql<number>`iteration_id`.as('iterationId'))
    .where('org_id', '=', value('orgId'))
    .where('project_id', '=', value('projectId'))
    .where('iteration_id', '=', value('iterationId')),
);

/** Whether a project's cadence has made an iteration. */
export async function isKept(db: Db, { orgId, projectId }: CadenceOf, iterationId: number): Promise<boolean> {
  return (await slotOf(db, { orgId, projectId, iterationId })).length > 0;
}

/** Notes what came of a deed, over what came of it before. */
export async function saveJob(
  db: Db,
  { orgId, projectId }: CadenceOf,
  iterationId: number | null,
  job: CadenceJob,
): Promise<void> {
  const row = { state: job.state, attempts: job.attempts, reason: job.reason, next_at: job.nextAt, at: job.at };
  const written = await db
    .updateTable('cadence_job')
    .set(row)
    .where('org_id', '=', orgId)
    .where('project_id', '=', projectId)
    .where('deed', '=', job.deed)
    .where(sql`coalesce(iteration_id, 0)`, '=', iterationId ?? 0)
    .executeTakeFirst();
  if (written.numUpdatedRows > 0n) return;
  await db
    .insertInto('cadence_job')
    .values({ org_id: orgId, project_id: projectId, iteration_id: iterationId, deed: job.deed, ...row })
    .execute();
}

/** The windows of the board's open iterations with both days, by rising number. */
export async function listOpenWindows(
  db: Db,
  orgId: number,
  boardId: number,
): Promise<readonly { readonly id: number; readonly start: string; readonly end: string }[]> {
  return db
    .selectFrom('iteration')
    .select(['id', sql<string>`start_day`.as('start'), sql<string>`end_day`.as('end')])
    .where('org_id', '=', orgId)
    .where('board_id', '=', boardId)
    .where('kind', '=', 'iteration')
    .where('status', 'in', ['planned', 'active'])
    .where('start_day', 'is not', null)
    .where('end_day', 'is not', null)
    .orderBy('id')
    .execute();
}

function planned(day: string | null) {
  return day === null ? null : { day, at: null };
}

function jobFromRow({ deed, state, attempts, reason, nextAt, at }: JobRow): CadenceJob {
  return { deed, state, attempts, reason, nextAt, at };
}

function fromRow(row: Selectable<CadenceTable>): StoredCadence {
  return {
    orgId: row.org_id,
    projectId: row.project_id,
    isOn: row.is_on === 1,
    firstDay: row.first_day,
    lengthDays: row.length_days,
    cooldownDays: row.cooldown_days,
    ahead: row.ahead,
    title: row.title,
    nextNumber: row.next_number,
    startsItself: row.starts_itself === 1,
    closesItself: row.closes_itself === 1,
    unfinished: row.unfinished,
    rolloverPolicyId: row.rollover_policy_id,
    version: row.version,
    setBy: row.updated_by,
  };
}
