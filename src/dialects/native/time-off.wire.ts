import { Type } from 'typebox';
import type { TimeOff as CoreTimeOff } from '../../domain/capacity.ts';
import { isDay } from '../../domain/days.ts';
import type { Doubts, Fault } from '../../domain/refusal.ts';

const Day = Type.String({ format: 'date' });

/** Body of PUT: all time off of a person. */
export const NewTimeOff = Type.Object(
  {
    timeOff: Type.Array(
      Type.Object(
        {
          from: Day,
          to: Type.Optional(Type.String({ format: 'date', description: 'Included; the same day if absent' })),
          share: Type.Optional(
            Type.Number({ exclusiveMinimum: 0, maximum: 1, description: 'Of each of these days; 1 if absent' }),
          ),
        },
        { additionalProperties: false },
      ),
      { maxItems: 500, description: 'Shares of one day add up, to the whole of it at most' },
    ),
  },
  { additionalProperties: false },
);
export type NewTimeOff = Type.Static<typeof NewTimeOff>;

/** When a person is away. Nobody is asked why. */
export const TimeOff = Type.Object({
  personId: Type.Integer(),
  version: Type.Integer(),
  timeOff: Type.Array(Type.Object({ from: Day, to: Day, share: Type.Number() }), { description: 'Oldest first' }),
});
export type TimeOff = Type.Static<typeof TimeOff>;

/** What a PUT asks for, and what is wrong with it. A body that does not fit its schema asks for nothing. */
export function toTimeOffs(
  body: NewTimeOff,
  doubts: Doubts,
): { readonly timeOff: readonly CoreTimeOff[]; readonly doubts: Doubts } {
  if (doubts.body !== undefined || doubts.faults !== undefined) return { timeOff: [], doubts };
  const faults: Fault[] = [];
  const timeOff = body.timeOff.map(({ from, to = from, share = 1 }, index) => {
    for (const [field, day] of Object.entries({ from, to })) {
      const message = 'A day is written YYYY-MM-DD, from 1900 to 2200';
      if (!isDay(day)) faults.push({ field: `timeOff.${index}.${field}`, rule: 'format', message });
    }
    const message = 'The last day is before the first';
    if (to < from) faults.push({ field: `timeOff.${index}.to`, rule: 'rule', message });
    return { from, to, share };
  });
  return { timeOff, doubts: { faults } };
}
