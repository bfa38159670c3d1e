import type { Capacity } from '../../client/capacity.ts';
import { numberIn } from '../parts/amounts.ts';
import { Figure } from '../parts/figure.tsx';
import { useWords } from '../words/use-words.ts';

/** What a team can give to an iteration, in a few figures; those that are not known are not shown. */
export function CapacityFigures({ capacity }: { readonly capacity: Capacity }) {
  const words = useWords();
  const { hours, personDays, people, expectedPoints, pointsPerPersonDay, sample, scope, maxCapacity } = capacity;
  const points = (count: number) => words.t('amounts.points', { count });
  return (
    <dl className="counters">
      {hours === null || personDays === null ? null : (
        <Figure
          name={words.t('capacity.time')}
          figure={words.t('capacity.hours', { count: Math.round(hours * 10) / 10 })}
          more={[
            words.t('capacity.personDays', { count: Math.round(personDays * 10) / 10 }),
            words.t('capacity.persons', { count: people.length }),
          ]}
        />
      )}
      {expectedPoints === null || pointsPerPersonDay === null ? null : (
        <Figure
          name={words.t('capacity.expected')}
          figure={points(Math.round(expectedPoints * 10) / 10)}
          more={[
            words.t('capacity.rate', { rate: numberIn(words, pointsPerPersonDay) }),
            words.t('velocity.ofIterations', { count: sample.length }),
          ]}
        />
      )}
      <Figure
        name={words.t('capacity.load')}
        figure={points(scope.points)}
        more={[
          ...(scope.share === null ? [] : [words.t('capacity.share', { percent: Math.round(scope.share * 100) })]),
          ...(maxCapacity !== null && scope.points > maxCapacity
            ? [
                <span key="over" className="over">
                  {words.t('iteration.overBy', { amount: points(Math.round((scope.points - maxCapacity) * 10) / 10) })}
                </span>,
              ]
            : []),
        ]}
      />
    </dl>
  );
}
