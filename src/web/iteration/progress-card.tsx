import { SegmentedControl } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { Burndown, Iteration } from '../../client/native.ts';
import { amountIn, unitOf } from '../parts/amounts.ts';
import { Loading } from '../parts/loading.tsx';
import { dayFormat, todayIn } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import { chartDays } from './chart-days.ts';
import { chartKinds, type IterationSearch, timeUnits } from './iteration-search.ts';
import { ProgressChart } from './progress-chart.tsx';
import { ProgressTable } from './progress-table.tsx';
import { ScopeChanges } from './scope-changes.tsx';

const FlowPanel = lazy(() => import('./flow-panel.tsx').then((made) => ({ default: made.FlowPanel })));

interface ProgressCardProps {
  readonly iteration: Iteration;
  readonly burndown: Burndown;
  readonly search: IterationSearch;
}

/** How the work of an iteration goes: as a chart, as a list of what changed the scope, and as a table. */
export function ProgressCard({ iteration, burndown, search }: ProgressCardProps) {
  const words = useWords();
  const navigate = useNavigate();
  const unit = search.unit ?? unitOf(iteration);
  const kind = search.chart ?? 'burndown';
  const time = search.time ?? 'days';
  const { committed, scopeAtStart, finishedDay } = burndown;
  if (committed === null || scopeAtStart === null) return <NotStarted iteration={iteration} burndown={burndown} />;
  const show = (change: Pick<IterationSearch, 'chart' | 'unit' | 'time'>) =>
    void navigate({ to: '.', search: (now: IterationSearch) => ({ ...now, ...change }), replace: true });
  const today = todayIn(burndown.zone);
  const knownUntil = finishedDay ?? today;
  const days = chartDays(burndown, unit, knownUntil);
  const known = days.filter(({ day }) => day <= knownUntil);
  return (
    <div className="with-side">
      <section className="card" aria-labelledby="progress">
        <div className="card-head">
          <h2 id="progress">{words.t('iteration.progress')}</h2>
          <div className="buttons">
            <SegmentedControl
              size="sm"
              transitionDuration={0}
              aria-label={words.t('iteration.chart')}
              value={kind}
              onChange={(value) => show({ chart: chartKinds.find((each) => each === value) ?? 'burndown' })}
              data={chartKinds.map((value) => ({ value, label: words.t(`iteration.${value}`) }))}
            />
            {/* A flow is that of items: what can be chosen is in what it tells times. */}
            {kind === 'flow' ? (
              <SegmentedControl
                size="sm"
                transitionDuration={0}
                aria-label={words.t('flow.unit')}
                value={time}
                onChange={(value) => show({ time: timeUnits.find((each) => each === value) ?? 'days' })}
                data={timeUnits.map((value) => ({ value, label: words.t(`flow.in.${value}`) }))}
              />
            ) : (
              <SegmentedControl
                size="sm"
                transitionDuration={0}
                aria-label={words.t('amounts.unit')}
                value={unit}
                onChange={(value) => show({ unit: value === 'items' ? 'items' : 'points' })}
                data={[
                  { value: 'points', label: words.t('amounts.unitPoints') },
                  { value: 'items', label: words.t('amounts.unitItems') },
                ]}
              />
            )}
          </div>
        </div>
        {kind === 'flow' ? (
          <Suspense fallback={<Loading />}>
            <FlowPanel iteration={iteration} time={time} today={finishedDay === null ? today : null} />
          </Suspense>
        ) : (
          <>
            <ProgressChart
              kind={kind}
              days={days}
              known={known}
              committed={committed[unit]}
              scopeAtStart={scopeAtStart[unit]}
              knownUntil={knownUntil}
              today={finishedDay === null ? today : null}
              unit={unit}
              fileName={iteration.title}
            />
            {finishedDay === null ? null : <p className="dim">{words.t('iteration.frozen')}</p>}
            <ProgressTable days={known} scopeAtStart={scopeAtStart[unit]} fileName={iteration.title} />
          </>
        )}
      </section>
      <ScopeChanges days={known} scopeAtStart={scopeAtStart[unit]} unit={unit} />
    </div>
  );
}

function NotStarted({ iteration, burndown }: Pick<ProgressCardProps, 'iteration' | 'burndown'>) {
  const words = useWords();
  const unit = unitOf(iteration);
  const amount = amountIn(words, unit, iteration.scope[unit]);
  const { start } = iteration;
  const isAhead = start !== null && start > todayIn(burndown.zone);
  return (
    <section className="card" aria-labelledby="progress">
      <h2 id="progress">{words.t('iteration.progress')}</h2>
      <p className="dim">{words.t('iteration.beforeStart', { amount })}</p>
      {isAhead ? (
        <p className="dim">{words.t('iteration.startsOn', { day: dayFormat(words.language).long(start) })}</p>
      ) : null}
    </section>
  );
}
