import { Type } from 'typebox';
import type { ProjectEvidence } from '../../actions/index.ts';
import { Amount, Ratio, toAmount, toRatio } from './figures.wire.ts';
import { NumberOrNull } from './nullable.ts';
import { rounded } from './rounded.ts';

const Purpose = Type.Union([Type.Literal('feature'), Type.Literal('defect'), Type.Literal('upkeep')], {
  description: '`bug` and `incident` are against defects, `refactoring` is upkeep, all else for features',
});

/** What closed iterations say about how value comes about. */
export const Evidence = Type.Object({
  projectId: Type.Integer(),
  iterations: Type.Array(Type.Integer(), { description: 'From which it is, in the order of their closing' }),
  daysBetweenCloses: Type.Unsafe<number | null>({
    ...NumberOrNull,
    description: 'On average; null with fewer than two',
  }),
  finished: Amount,
  byType: Type.Array(Type.Object({ type: Type.String(), purpose: Purpose, finished: Amount, share: Ratio }), {
    description: 'What was finished, the most points first',
  }),
  shares: Type.Object(
    { feature: Ratio, defect: Ratio, upkeep: Ratio },
    { description: 'Of what was finished; `feature` is the innovation rate' },
  ),
  defectsCarried: Type.Object(Amount.properties, { description: 'Defects that went on into other iterations' }),
  unplanned: Type.Object(Amount.properties, { description: 'Finished, though nobody had committed to it' }),
  unplannedShare: Ratio,
});
export type Evidence = Type.Static<typeof Evidence>;

/** Evidence as it goes out. */
export function toEvidence(projectId: number, found: ProjectEvidence): Evidence {
  const { iterations, daysBetweenCloses, byType, shares } = found;
  return {
    projectId,
    iterations: [...iterations],
    daysBetweenCloses: daysBetweenCloses === null ? null : rounded(daysBetweenCloses),
    finished: toAmount(found.finished),
    byType: byType.map(({ finished, share, ...type }) => ({
      ...type,
      finished: toAmount(finished),
      share: toRatio(share),
    })),
    shares: { feature: toRatio(shares.feature), defect: toRatio(shares.defect), upkeep: toRatio(shares.upkeep) },
    defectsCarried: toAmount(found.defectsCarried),
    unplanned: toAmount(found.unplanned),
    unplannedShare: toRatio(found.unplannedShare),
  };
}
