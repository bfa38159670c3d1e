import type { GoalOdds } from '../../client/forecasts.ts';
import type { Words } from '../words/use-words.ts';

/** A chance in per cent; nothing is promised more firmly than it is known, and what is all but impossible is not called so. */
export function chanceText({ t }: Words, { chance, orMore }: NonNullable<GoalOdds['now']>['goal']): string {
  if (orMore) return t('goal.chanceOver', { percent: Math.round(chance * 100) });
  if (chance > 0 && chance < 0.01) return t('goal.chanceUnder', { percent: 1 });
  return t('velocity.percent', { percent: Math.round(chance * 100) });
}
