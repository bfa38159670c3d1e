import { Type } from 'typebox';
import type { CalendarView } from '../../actions/index.ts';
import { isDay } from '../../domain/days.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';
import { textFault } from '../../domain/text.ts';
import type { CalendarSettings } from '../../domain/working-calendar.ts';

/** Days of the week, 1 for Monday to 7 for Sunday, or null. */
export const Weekdays = Type.Unsafe<readonly number[] | null>({
  type: ['array', 'null'],
  items: { type: 'integer', minimum: 1, maximum: 7 },
  minItems: 1,
  maxItems: 7,
  uniqueItems: true,
  description: '1 for Monday to 7 for Sunday',
});
const SpecialDay = Type.Object(
  {
    day: Type.String({ format: 'date' }),
    isWorking: Type.Boolean({
      description: 'False: a holiday. True: worked, whatever the week and wider calendars say',
    }),
    name: Type.String({ minLength: 1, maxLength: 100 }),
  },
  { additionalProperties: false },
);
const settings = {
  weekdays: Type.Unsafe<readonly number[] | null>({
    ...Weekdays,
    description: '1 for Monday to 7 for Sunday; null: as the wider calendar has it, at last Monday to Friday',
  }),
  days: Type.Array(SpecialDay, { maxItems: 1000, description: 'Days that do not follow the week, each named once' }),
};

/** Body of PUT: the whole calendar of one level. */
export const NewCalendar = Type.Object(settings, { additionalProperties: false });
export type NewCalendar = Type.Static<typeof NewCalendar>;

/** What a level says about working days, and what holds there. */
export const Calendar = Type.Object({
  version: Type.Integer(),
  ...settings,
  inForce: Type.Object(
    { weekdays: Type.Array(Type.Integer()), days: Type.Array(SpecialDay) },
    {
      description:
        'With what wider calendars say: of the week and of each single day, the nearest that says something decides. ' +
        'Of a closed iteration, what held at its close',
    },
  ),
});
export type Calendar = Type.Static<typeof Calendar>;

/** What a PUT asks for, and what is wrong with it. A body that does not fit its schema asks for nothing. */
export function toCalendarSettings(body: NewCalendar, doubts: Doubts): CalendarSettings & { readonly doubts: Doubts } {
  if (doubts.body !== undefined || doubts.faults !== undefined) return { weekdays: null, days: [], doubts };
  const faults: Fault[] = [];
  const seen = new Set<string>();
  for (const [index, { day, name }] of body.days.entries()) {
    const fault = (field: string, rule: Fault['rule'], message: string) =>
      faults.push({ field: `days.${index}.${field}`, rule, message });
    if (!isDay(day)) fault('day', 'format', 'A day is written YYYY-MM-DD, from 1900 to 2200');
    if (seen.has(day)) fault('day', 'rule', `${day} is named twice`);
    const rule = textFault(name, { min: 1, max: 100 });
    if (rule !== null) fault('name', rule, 'A name has 1 to 100 characters, on one line');
    seen.add(day);
  }
  return { weekdays: body.weekdays, days: body.days, doubts: { faults } };
}

/** A calendar as it goes out. */
export function toCalendar({ version, weekdays, days, inForce }: CalendarView): Calendar {
  return {
    version,
    weekdays,
    days: [...days],
    inForce: { weekdays: [...inForce.weekdays], days: [...inForce.days] },
  };
}
