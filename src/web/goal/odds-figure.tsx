import { useQuery } from '@tanstack/react-query';
import type { Iteration } from '../../client/native.ts';
import { Figure } from '../parts/figure.tsx';
import { dayFormat } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import { chanceText } from './chance-text.ts';
import { oddsQuery } from './goal-queries.ts';

/** How likely everything in an iteration is done by its end; nothing where that cannot be told. */
export function OddsFigure({ iteration }: { readonly iteration: Iteration }) {
  const words = useWords();
  const { data: odds } = useQuery(oddsQuery(iteration.id));
  if (odds === undefined || odds.now === null || iteration.end === null) return null;
  const { all, allLeft, daysLeft } = odds.now;
  return (
    <Figure
      name={words.t('goal.forecast')}
      figure={chanceText(words, all)}
      more={[
        words.t('goal.allDoneBy', { day: dayFormat(words.language).short(iteration.end) }),
        words.t('goal.left', {
          items: words.t('amounts.items', { count: allLeft }),
          days: words.t('goal.workingDays', { count: daysLeft }),
        }),
      ]}
    />
  );
}
