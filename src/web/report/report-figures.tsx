import type { Statement } from '../../client/statements.ts';
import { differenceIn, numberIn } from '../parts/amounts.ts';
import { Figure } from '../parts/figure.tsx';
import { useWords } from '../words/use-words.ts';

/** What an iteration came to, each figure with what it takes to read it. */
export function ReportFigures({ statement }: { readonly statement: Statement }) {
  const words = useWords();
  const { commitment, columns, scope, remaining, unestimatedItems, closing } = statement.figures;
  const points = (count: number) => words.t('amounts.points', { count });
  const items = (count: number) => words.t('amounts.items', { count });
  const percent = (share: number | null) =>
    share === null ? '–' : words.t('velocity.percent', { percent: Math.round(share * 100) });
  const added = columns.added.points + columns.restored.points;
  const removed = columns.removed.points + columns.cancelled.points;
  const reestimated = columns.raised.points - columns.lowered.points;
  const carried = closing.carriedToIterations.points + closing.returnedToBacklog.points;
  return (
    <dl className="counters">
      <Figure name={words.t('report.committed')} figure={points(commitment.points)} more={[items(commitment.items)]} />
      <Figure
        name={words.t('report.completed')}
        figure={points(closing.velocity.points)}
        more={[
          items(closing.velocity.items),
          ...(closing.late.items === 0 ? [] : [words.t('report.late', { amount: points(closing.late.points) })]),
          ...(closing.doneOnArrival.items === 0
            ? []
            : [words.t('report.onArrival', { amount: points(closing.doneOnArrival.points) })]),
        ]}
      />
      <Figure
        name={words.t('velocity.kept')}
        figure={percent(closing.sayDo.points)}
        more={
          closing.deliveryRatio.points === null
            ? []
            : [words.t('report.delivery', { percent: percent(closing.deliveryRatio.points) })]
        }
      />
      <Figure
        name={words.t('iteration.scope')}
        figure={points(scope.points)}
        more={[
          ...(added === 0 ? [] : [words.t('report.added', { amount: numberIn(words, added) })]),
          ...(removed === 0 ? [] : [words.t('report.removed', { amount: numberIn(words, removed) })]),
          ...(reestimated === 0 ? [] : [words.t('report.reestimated', { amount: differenceIn(words, reestimated) })]),
        ]}
      />
      <Figure
        name={words.t('report.unfinished')}
        figure={points(remaining.points)}
        more={[
          items(remaining.items),
          ...(carried === 0 ? [] : [words.t('report.carried', { amount: points(carried) })]),
          ...(unestimatedItems.now === 0
            ? []
            : [words.t('iteration.unestimated', { items: items(unestimatedItems.now) })]),
        ]}
      />
    </dl>
  );
}
