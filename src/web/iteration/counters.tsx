import type { ReactNode } from 'react';
import type { Burndown, Iteration } from '../../client/native.ts';
import { OddsFigure } from '../goal/odds-figure.tsx';
import { amountIn, changeIn, numberIn, partOf, unitOf } from '../parts/amounts.ts';
import { Figure } from '../parts/figure.tsx';
import type { Words } from '../words/use-words.ts';
import { useWords } from '../words/use-words.ts';

interface CountersProps {
  readonly iteration: Iteration;
  readonly burndown: Burndown;
}

/** The four figures by which an iteration is judged at a glance. */
export function Counters({ iteration, burndown }: CountersProps) {
  const words = useWords();
  const unit = unitOf(iteration);
  const amount = (value: number) => amountIn(words, unit, value);
  const { scope, done, unestimatedItems } = iteration;
  const since = burndown.scopeAtStart === null ? 0 : rounded(scope[unit] - burndown.scopeAtStart[unit]);
  const atStart =
    burndown.committed === null ? [] : [words.t('iteration.committed', { amount: amount(burndown.committed[unit]) })];
  const inItems = unit === 'items' || scope.items === 0 ? [] : [partOf(words, 'items', done.items, scope.items)];
  return (
    <dl className="counters">
      <Figure name={words.t('iteration.remaining')} figure={amount(rounded(scope[unit] - done[unit]))} more={atStart} />
      <Figure
        name={words.t('iteration.scope')}
        figure={amount(scope[unit])}
        more={[
          ...(since === 0 ? [] : [words.t('iteration.scopeSince', { added: changeIn(words, unit, since) })]),
          ...(unestimatedItems === 0
            ? []
            : [words.t('iteration.unestimated', { items: words.t('amounts.items', { count: unestimatedItems }) })]),
        ]}
      />
      <Figure name={words.t('iteration.done')} figure={amount(done[unit])} more={inItems} />
      <Capacity iteration={iteration} words={words} />
      <OddsFigure iteration={iteration} />
    </dl>
  );
}

/** The scope against the bounds that the team has set for itself; nothing if it has set none. */
function Capacity({ iteration, words }: { readonly iteration: Iteration; readonly words: Words }) {
  const { minCapacity, maxCapacity, scope } = iteration;
  if (minCapacity === null && maxCapacity === null) return null;
  return (
    <Figure
      name={words.t('iteration.capacity')}
      figure={boundsIn(words, minCapacity, maxCapacity)}
      more={[load(words, iteration, scope.points)]}
    />
  );
}

function boundsIn(words: Words, least: number | null, most: number | null): string {
  if (least === null)
    return words.t('iteration.capacityUpTo', { most: words.t('amounts.points', { count: most ?? 0 }) });
  if (most === null) return words.t('iteration.capacityFrom', { least: words.t('amounts.points', { count: least }) });
  return words.t('iteration.capacityRange', {
    least: numberIn(words, least),
    most: words.t('amounts.points', { count: most }),
  });
}

function load(words: Words, { minCapacity, maxCapacity }: Iteration, points: number): ReactNode {
  if (maxCapacity !== null && points > maxCapacity) {
    return (
      <span className="over">
        {words.t('iteration.overBy', { amount: words.t('amounts.points', { count: rounded(points - maxCapacity) }) })}
      </span>
    );
  }
  if (minCapacity !== null && points < minCapacity)
    return words.t('iteration.underBy', {
      amount: words.t('amounts.points', { count: rounded(minCapacity - points) }),
    });
  return words.t('iteration.fits');
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
