import type { IterationFields } from '../../domain/change-of-iteration.ts';
import type { PlannedDate } from '../../domain/iteration.ts';
import { parseMoment } from '../../domain/parse-moment.ts';
import type { Fault } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import { notADate } from './wording.ts';

/** What bodies about iterations and about sprints say alike. */
export interface SentFields {
  readonly title?: string;
  readonly goal?: string | null;
  readonly start_date?: string | null;
  readonly finish_date?: string | null;
}

/** The fields of an iteration that a body names. What is wrong with them is added to the faults. */
export function toFields(entity: string, body: SentFields, faults: Fault[]): IterationFields {
  const { title, goal, start_date, finish_date } = body;
  const control = (field: string): Fault => ({
    field,
    rule: 'format',
    message: `${entity}.${field} should NOT contain control characters`,
  });
  if (title !== undefined && textFault(title, { min: 1, max: 256 }) !== null) faults.push(control('title'));
  if (typeof goal === 'string') {
    const rule = textFault(goal, { min: 0, max: longestGoal, lines: 'several' });
    const message = `${entity}.goal should NOT be longer than ${longestGoal} characters`;
    if (rule !== null) faults.push(rule === 'length' ? { field: 'goal', rule, message } : control('goal'));
  }
  return {
    ...(title === undefined ? {} : { title }),
    ...(goal === undefined ? {} : { goal }),
    ...(start_date === undefined ? {} : { start: toDate(entity, 'start_date', start_date, faults) }),
    ...(finish_date === undefined ? {} : { end: toDate(entity, 'finish_date', finish_date, faults) }),
  };
}

/** The vendor names no limit; this one keeps a body from filling the store. */
const longestGoal = 16_384;

/** A date alone, or an instant with its zone. A wall-clock time without a zone is no instant. */
export function toDate(entity: string, field: string, text: string | null, faults: Fault[]): PlannedDate | null {
  if (text === null) return null;
  const moment = parseMoment(text);
  if (moment !== null && (moment.at !== null || moment.timeOfDay === null)) return { day: moment.day, at: moment.at };
  faults.push(notADate(entity, field));
  return null;
}
