import { useQuery } from '@tanstack/react-query';
import type { Iteration } from '../../client/native.ts';
import { chartDays } from '../iteration/chart-days.ts';
import { ProgressChart } from '../iteration/progress-chart.tsx';
import { unitOf } from '../parts/amounts.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { burndownQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';

/** How the work of a closed iteration went, day by day; nothing for one that never ran. */
export function ReportChart({ iteration }: { readonly iteration: Iteration }) {
  const words = useWords();
  const { data, isPending, error, refetch } = useQuery(burndownQuery(iteration.id));
  if (isPending) return <Loading />;
  if (data === undefined) return <Trouble error={error} again={refetch} />;
  const { committed, scopeAtStart, finishedDay } = data;
  if (committed === null || scopeAtStart === null || finishedDay === null) return null;
  const unit = unitOf(iteration);
  const days = chartDays(data, unit, finishedDay);
  return (
    <section className="card" aria-labelledby="burndown">
      <h2 id="burndown">{words.t('iteration.burndown')}</h2>
      <ProgressChart
        kind="burndown"
        days={days}
        known={days.filter(({ day }) => day <= finishedDay)}
        committed={committed[unit]}
        scopeAtStart={scopeAtStart[unit]}
        knownUntil={finishedDay}
        today={null}
        unit={unit}
        fileName={iteration.title}
      />
    </section>
  );
}
