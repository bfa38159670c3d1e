import { type Static, Type } from 'typebox';
import type { TimeEntry as EntryRow, WorkType } from '../../domain/work-details.ts';
import { authored, authorshipFields, toAuthorship } from './authorship.ts';
import type { NamedField } from './odata/fields.ts';
import { day, integer, listResource, number, optional, text } from './odata/list-resource.ts';
import { integerMember, keysOf, numberMember, textMember } from './read-members.ts';

/** A time entry as it goes out (vendor page "Time Entries"; the week is that of ISO 8601). */
export const TimeEntry = authored({
  id: Type.Integer(),
  date: Type.String(),
  hours: Type.Number(),
  type: Type.String(),
  userId: Type.Integer(),
  taskId: Type.Integer(),
  note: textMember,
  week: Type.Integer(),
});
type TimeEntry = Static<typeof TimeEntry>;

/** The members of a body that are looked at. */
export const timeEntryMembers = {
  date: textMember,
  hours: numberMember,
  type: textMember,
  userId: integerMember,
  taskId: integerMember,
  note: textMember,
};

export const timeEntryKeys = keysOf('te', timeEntryMembers, {
  workType: 'type',
  personId: 'userId',
  itemId: 'taskId',
});

/** What lists of time entries may be asked. The first hundred come unless somebody says `$top`. */
export const timeEntryList = listResource(
  {
    id: integer('id'),
    date: day('day'),
    hours: number('hours'),
    type: text('workType'),
    userId: integer('personId'),
    taskId: integer('itemId'),
    note: optional(text('note')),
    week: integer('week'),
    ...authorshipFields,
  } satisfies Record<keyof TimeEntry, NamedField>,
  100,
);

/** A time entry for a caller. */
export function toTimeEntry(entry: EntryRow): TimeEntry {
  return {
    id: entry.id,
    date: entry.day,
    hours: entry.hours,
    type: entry.workType,
    userId: entry.personId,
    taskId: entry.itemId,
    note: entry.note,
    week: entry.week,
    ...toAuthorship(entry),
  };
}

/** What time may be recorded as in a project. */
export const TimeEntryType = Type.Object({ name: Type.String() });

/** What lists of time entry types may be asked. */
export const timeEntryTypeList = listResource({ name: text('title') });

/** A time entry type for a caller. */
export function toTimeEntryType({ title }: WorkType): Static<typeof TimeEntryType> {
  return { name: title };
}
