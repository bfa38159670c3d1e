import { Type } from 'typebox';
import type { Outlook as CoreOutlook } from '../../actions/index.ts';
import { DayOrNull } from './nullable.ts';

/** When the next iterations of a project are likely through. */
export const Outlook = Type.Object({
  projectId: Type.Integer(),
  window: Type.Integer({ description: 'How many working days foretell best, of 30, 60 and 90' }),
  sample: Type.Array(Type.Integer(), { description: 'Items by working day, the oldest first' }),
  iterations: Type.Array(
    Type.Object({
      iterationId: Type.Integer(),
      left: Type.Integer({ description: 'Unfinished items' }),
      firstDay: Type.String({ format: 'date', description: 'The first day that counts' }),
      finish: Type.Union([Type.Object({ p50: DayOrNull, p85: DayOrNull, p95: DayOrNull }), Type.Null()], {
        description:
          'The days by which all of it is done with 50, 85 and 95 %, null beyond sight. Null: nothing is left, or fewer than ' +
          'five days of the sample had something done',
      }),
    }),
    { description: 'At most twelve: those that run, then the planned ones by their start' },
  ),
});
export type Outlook = Type.Static<typeof Outlook>;

/** An outlook as it goes out. */
export function toOutlook({ sample, iterations, ...rest }: CoreOutlook): Outlook {
  return {
    ...rest,
    sample: [...sample],
    iterations: iterations.map(({ finish, ...each }) => ({ ...each, finish: finish === null ? null : { ...finish } })),
  };
}
