import { Type } from 'typebox';
import type { NamedThings } from '../../actions/index.ts';
import { isoInstant } from '../../domain/days.ts';
import type { Expression, Query } from '../../domain/filter.ts';
import { parseMoment } from '../../domain/parse-moment.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import type { TimeEntry } from '../../domain/work-details.ts';
import { requireAny, soundMembers, textOf } from './body.ts';
import { compare, literal } from './card-expressions.ts';
import { queryText } from './names.ts';
import { TextOrNull } from './nullable.ts';
import { ShortUserOrNull, toShortUser } from './people.wire.ts';
import { builtInRole, UserRole } from './users.wire.ts';

const entity = 'Timelog';
const mostMinutes = 60_000;
const longestComment = 4096;

/** A card with more time logs than this tells the oldest of them. */
const mostLogs = 10_000;

/** Body of POST (vendor page "Add time log"). */
export const NewTimeLog = Type.Object({
  role_id: Type.Integer(),
  time_spent: Type.Integer({ minimum: 1, maximum: mostMinutes, description: 'Minutes' }),
  for_date: Type.String({ description: 'YYYY-MM-DD' }),
  comment: Type.Optional(TextOrNull),
});
/** Body of PATCH (vendor page "Update log record"). */
export const TimeLogPatch = Type.Partial(NewTimeLog);
type TimeLogPatch = Type.Static<typeof TimeLogPatch>;

/** Time that somebody spent on a card, as writes answer it. */
export const TimeLog = Type.Object({
  id: Type.Integer(),
  card_id: Type.Integer(),
  user_id: Type.Integer(),
  role_id: Type.Integer(),
  author_id: Type.Integer(),
  updater_id: Type.Integer(),
  time_spent: Type.Integer(),
  for_date: Type.String(),
  comment: TextOrNull,
  created: Type.String(),
  updated: Type.String(),
});
export type TimeLog = Type.Static<typeof TimeLog>;

/** A time log of a list, with those it is about. */
export const ListedTimeLog = Type.Interface([TimeLog], {
  role: UserRole,
  user: ShortUserOrNull,
  author: ShortUserOrNull,
});
type ListedTimeLog = Type.Static<typeof ListedTimeLog>;

/** Reads which time logs of a card a list is to show; a day that is none names none. */
export function toTimeLogQuery(query: unknown, callerId: number): Query {
  const day = queryText(query, 'for_date');
  const terms: Expression[] = [];
  if (day !== undefined) {
    const field = { kind: 'field', field: 'day', type: 'day', nullable: false } as const;
    terms.push(compare('eq', field, literal('day', parseMoment(day)?.day ?? '')));
  }
  if (queryText(query, 'personal') === 'true') {
    const field = { kind: 'field', field: 'personId', type: 'integer', nullable: false } as const;
    terms.push(compare('eq', field, literal('integer', callerId)));
  }
  const filter = { kind: 'and', type: 'boolean', nullable: false, terms } as const;
  return { order: [], skip: 0, limit: mostLogs, ...(terms.length === 0 ? {} : { filter }) };
}

/** Reads the body of a POST. */
export function toNewTimeLog(body: TimeLogPatch, doubts: Doubts) {
  const { fields, doubts: found } = read(soundMembers(entity, body, doubts), doubts);
  const { day = '', hours = 0, note = null } = fields;
  return { day, hours, note, doubts: found };
}

/** Reads the body of a PATCH. */
export function toTimeLogPatch(body: TimeLogPatch, doubts: Doubts) {
  const sound = soundMembers(entity, body, doubts);
  requireAny(entity, body, Object.keys(TimeLogPatch.properties), sound.faults);
  return read(sound, doubts);
}

/** The core counts in hours. */
function read({ sent, faults }: { sent: TimeLogPatch; faults: Fault[] }, doubts: Doubts) {
  const { role_id, time_spent, for_date } = sent;
  if (role_id !== undefined && role_id !== builtInRole(0).id) {
    faults.push({ field: 'role_id', rule: 'reference', message: `${entity}.role_id should be the id of a user role` });
  }
  const moment = for_date === undefined ? undefined : parseMoment(for_date);
  if (moment === null) {
    faults.push({ field: 'for_date', rule: 'format', message: `${entity}.for_date should match format "date"` });
  }
  const limits = { max: longestComment, lines: 'several' } as const;
  const note = textOf(entity, 'comment', sent.comment, limits, faults);
  return {
    fields: {
      ...(moment ? { day: moment.day } : {}),
      ...(time_spent === undefined ? {} : { hours: time_spent / 60 }),
      ...(note === undefined ? {} : { note: note === '' ? null : note }),
    },
    doubts: { ...doubts, faults },
  };
}

/** A time log on the wire. */
export function toTimeLog(entry: TimeEntry): TimeLog {
  return {
    id: entry.id,
    card_id: entry.itemId,
    user_id: entry.personId,
    role_id: builtInRole(0).id,
    author_id: entry.createdBy,
    updater_id: entry.updatedBy,
    time_spent: Math.round(entry.hours * 60),
    for_date: entry.day,
    comment: entry.note,
    created: isoInstant(entry.createdAt),
    updated: isoInstant(entry.updatedAt),
  };
}

/** A time log of a list, on the wire. */
export function toListedTimeLog(entry: TimeEntry, people: NamedThings['people'], companyId: number): ListedTimeLog {
  const shown = (id: number) => {
    const person = people.get(id);
    return person === undefined ? null : toShortUser(person);
  };
  return {
    ...toTimeLog(entry),
    role: builtInRole(companyId),
    user: shown(entry.personId),
    author: shown(entry.createdBy),
  };
}
