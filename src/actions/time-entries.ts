import { isoWeek } from '../domain/days.ts';
import type { Doubts, Fault } from '../domain/refusal.ts';
import type { TimeEntry } from '../domain/work-details.ts';
import { isMember } from '../store/people.ts';
import { timeEntryRows, timeEntryWriter, workTypeRows, listWorkTypes as workTypesOf } from '../store/time-entries.ts';
import {
  addDetail,
  type ChangeDetail,
  detailFor,
  itemFor,
  type NameDetail,
  notThere,
  readsOf,
  refuseAll,
  removeDetail,
  saveDetail,
} from './details.ts';
import type { Tx } from './transact.ts';

const entry = { name: 'time_entry', rows: timeEntryRows };

/** One time entry, and a page of them. */
export const { get: getTimeEntry, list: listTimeEntries } = readsOf(entry);

/** A page of what time may be recorded as. */
export const { list: listWorkTypes } = readsOf({ name: 'work_type', rows: workTypeRows });

type Fields = Pick<TimeEntry, 'day' | 'hours' | 'workType' | 'note'>;

/** Working time of somebody on an item. */
export interface RecordTime extends Omit<Fields, 'workType'> {
  readonly itemId: number;
  readonly personId: number;
  /** By its title; without it the first of the project's. */
  readonly workType?: string;
  /** Whether time is recorded on tasks alone. */
  readonly onTasksAlone?: boolean;
  readonly doubts?: Doubts;
}

/** @throws Refusal not_found, forbidden, invalid */
export async function recordTime(tx: Tx, record: RecordTime): Promise<TimeEntry> {
  const { itemId, personId, day, hours, note, doubts } = record;
  const item = await itemFor(tx, itemId, doubts);
  const workTypeId = await workTypeOf(tx, item.projectId, record.workType);
  const faults: Fault[] = [];
  if (record.onTasksAlone === true && item.type.toLowerCase() !== 'task') {
    faults.push({ field: 'itemId', rule: 'rule', message: 'Time is recorded on tasks alone' });
  }
  if (!(await isMember(tx.db, tx.actor.orgId, personId))) faults.push(notThere('personId', 'user'));
  if (workTypeId === undefined) faults.push(notThere('workType', 'type of work'));
  refuseAll(doubts, faults);
  if (workTypeId === undefined) throw new Error('Time without a type is a fault');
  return addDetail(tx, entry, 'time_entry', (first) =>
    timeEntryWriter.insert(tx.db, { ...first, itemId, personId, workTypeId, day, week: isoWeek(day), hours, note }),
  );
}

/** Changes a time entry; it stays with its person and its task. @throws Refusal not_found, forbidden, version_*, invalid */
export async function changeTimeEntry(
  tx: Tx,
  change: ChangeDetail<Fields, Pick<TimeEntry, 'itemId' | 'personId'>>,
): Promise<TimeEntry> {
  const before = await detailFor(tx, entry, change);
  const { workType } = change.fields;
  // The type it has may be that of another project, from which the task has come.
  const keeps = workType === undefined || workType === before.workType;
  const workTypeId = keeps ? before.workTypeId : await workTypeOf(tx, before.projectId, workType);
  const faults = workTypeId === undefined ? [notThere('workType', 'type of work')] : [];
  return saveDetail(tx, entry, before, change, faults, (next) =>
    timeEntryWriter.save(tx.db, { ...next, workTypeId: workTypeId ?? before.workTypeId, week: isoWeek(next.day) }),
  );
}

/** Deletes a time entry. @throws Refusal not_found, forbidden, version_* */
export async function removeTimeEntry(tx: Tx, name: NameDetail): Promise<void> {
  await removeDetail(tx, entry, name, ({ id }) => timeEntryWriter.remove(tx.db, tx.actor.orgId, id));
}

async function workTypeOf(tx: Tx, projectId: number, title: string | undefined): Promise<number | undefined> {
  const types = await workTypesOf(tx.db, tx.actor.orgId, projectId);
  return types.find((each) => title === undefined || each.title === title)?.id;
}
