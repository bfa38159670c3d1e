import type { IterationFields } from './change-of-iteration.ts';
import type { Iteration, PlannedDate } from './iteration.ts';
import type { Fault } from './refusal.ts';
import { shownDays } from './shown-days.ts';

/** What a caller that sends whole objects back says of them besides the fields, although it never changes. */
export interface SentBack {
  readonly projectId?: number | null;
  /** The caller says that it has no parent, which is true of the root alone. */
  readonly isRoot?: true;
}

/** What is wrong with an object that was sent back, all of it at once, where other callers hear of the first rule only. */
export function faultsOfSentBack(before: Iteration, sent: SentBack, fields: IterationFields): readonly Fault[] {
  const faults: Fault[] = [];
  if (sent.projectId !== undefined && sent.projectId !== before.projectId) {
    faults.push({ field: 'projectId', rule: 'rule', message: 'The project of an iteration cannot be changed' });
  }
  if (sent.isRoot === true && before.parentId !== null) faults.push(onlyTheRoot);
  return [...faults, ...faultsTogether(before, fields)];
}

/** The fault of saying that something other than the root has no parent. */
export const onlyTheRoot: Fault = {
  field: 'parentId',
  rule: 'rule',
  message: 'Only the root iteration has no parent',
};

/** The rules about members that depend on each other, as faults. */
export function faultsTogether(
  before: Pick<Iteration, 'start' | 'end' | 'minCapacity' | 'maxCapacity'>,
  fields: IterationFields,
): readonly Fault[] {
  const { start, end, minCapacity, maxCapacity } = { ...before, ...fields };
  const faults: Fault[] = [];
  if (start !== null && end !== null && end.day < start.day) {
    const field = fields.end === undefined ? 'start' : 'end';
    faults.push({ field, rule: 'rule', message: 'The end date is before the start date' });
  }
  if (minCapacity !== null && maxCapacity !== null && minCapacity > maxCapacity) {
    const field = fields.minCapacity === undefined ? 'maxCapacity' : 'minCapacity';
    faults.push({ field, rule: 'rule', message: 'The minimum capacity is above the maximum capacity' });
  }
  return faults;
}

/**
 * The fields without dates that are sent as they are shown (`shown-days.ts`): what is derived stays so, and an instant
 * that another dialect gave is kept. As soon as one of them differs, all that were sent are meant.
 */
export function withoutShownDays(before: Iteration, fields: IterationFields): IterationFields {
  const { start, end, ...others } = fields;
  const shown = shownDays(before);
  if (isAsShown(start, before.start, shown.start) && isAsShown(end, before.end, shown.end)) return others;
  return {
    ...others,
    ...(start === undefined ? {} : { start: keptIfSameDay(before.start, start) }),
    ...(end === undefined ? {} : { end: keptIfSameDay(before.end, end) }),
  };
}

function isAsShown(sent: PlannedDate | null | undefined, stored: PlannedDate | null, shownDay: string): boolean {
  return sent === undefined || (sent === null ? stored === null : sent.day === shownDay);
}

function keptIfSameDay(stored: PlannedDate | null, sent: PlannedDate | null): PlannedDate | null {
  return stored?.day === sent?.day ? stored : sent;
}
