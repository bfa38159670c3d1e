import { useQuery } from '@tanstack/react-query';
import type { Iteration } from '../../client/native.ts';
import { Figure } from '../parts/figure.tsx';
import { dayFormat } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import { chanceText } from './chance-text.ts';
import { oddsQuery, outlookQuery } from './goal-queries.ts';

/** By when everything in an iteration is likely done, and how likely that is by its end; nothing where neither can be told. */
export function OddsFigure({ iteration }: { readonly iteration: Iteration }) {
  const words = useWords();
  const { data: odds } = useQuery(oddsQuery(iteration.id));
  const { data: outlook } = useQuery(outlookQuery(iteration.projectId));
  const finish = outlook?.iterations.find(({ iterationId }) => iterationId === iteration.id)?.finish ?? null;
  const { short } = dayFormat(words.language);
  const now = odds?.now ?? null;
  const inTime =
    now === null || iteration.end === null
      ? []
      : [
          words.t('goal.inTime', { day: short(iteration.end), chance: chanceText(words, now.all) }),
          words.t('goal.left', {
            items: words.t('amounts.items', { count: now.allLeft }),
            days: words.t('goal.workingDays', { count: now.daysLeft }),
          }),
        ];
  if (finish === null) {
    if (now === null) return null;
    return <Figure name={words.t('goal.forecast')} figure={chanceText(words, now.all)} more={inTime} />;
  }
  return (
    <Figure
      name={words.t('goal.likelyDone')}
      figure={finish.p85 === null ? words.t('goal.beyondSight') : short(finish.p85)}
      more={[words.t('goal.withChance', { percent: 85 }), ...inTime]}
    />
  );
}
