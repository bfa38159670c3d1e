import { type Static, Type } from 'typebox';
import type { ReleaseMoment } from '../../actions/index.ts';
import { isoInstant } from '../../domain/days.ts';
import { IdOrNull } from './nullable.ts';
import { rounded } from './rounded.ts';

const Amount = Type.Object({ points: Type.Number(), items: Type.Integer() });

/** How a release came to where it is. */
export const ReleaseHistory = Type.Object({
  releaseId: Type.Integer(),
  moments: Type.Array(
    Type.Object({
      at: Type.String({ format: 'date-time' }),
      closedId: { ...IdOrNull, description: 'The iteration that was closed then; null for the first start of one' },
      scope: Type.Object(Amount.properties, {
        description:
          'What open iterations held then, and what was done in closed ones: what was carried on counts once',
      }),
      done: Amount,
    }),
    { description: 'Oldest first, the last hundred' },
  ),
});
export type ReleaseHistory = Static<typeof ReleaseHistory>;

/** A history as it goes out. */
export function toReleaseHistory(releaseId: number, moments: readonly ReleaseMoment[]): ReleaseHistory {
  const amount = ({ points, items }: ReleaseMoment['scope']) => ({ points: rounded(points), items });
  return {
    releaseId,
    moments: moments.map(({ at, closedId, scope, done }) => ({
      at: isoInstant(at),
      closedId,
      scope: amount(scope),
      done: amount(done),
    })),
  };
}
