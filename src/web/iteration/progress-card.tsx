import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { Burndown, Iteration } from '../../client/native.ts';
import type { Start } from '../closing/use-start.ts';
import { outlookQuery } from '../goal/goal-queries.ts';
import { amountIn, unitOf } from '../parts/amounts.ts';
import { CapacityBar } from '../parts/capacity-bar.tsx';
import { Loading } from '../parts/loading.tsx';
import { dayFormat, daysBetween, todayIn } from '../words/show-days.ts';
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
  /** Null for whoever may only look. */
  readonly start: Start | null;
}

/** How the work of an iteration goes: as a chart, as a list of what changed the scope, and as a table. */
export function ProgressCard({ iteration, burndown, search, start }: ProgressCardProps) {
  const words = useWords();
  const navigate = useNavigate();
  const unit = search.unit ?? unitOf(iteration);
  const kind = search.chart ?? 'burndown';
  const time = search.time ?? 'days';
  const { committed, scopeAtStart, finishedDay } = burndown;
  const outlook = useQuery(outlookQuery(iteration.projectId));
  const finish = outlook.data?.iterations.find(({ iterationId }) => iterationId === iteration.id)?.finish;
  if (committed === null || scopeAtStart === null) {
    return <NotStarted iteration={iteration} burndown={burndown} start={start} />;
  }
  const show = (change: Pick<IterationSearch, 'chart' | 'unit' | 'time'>) =>
    void navigate({ to: '.', search: (now: IterationSearch) => ({ ...now, ...change }), replace: true });
  const today = todayIn(burndown.zone);
  const knownUntil = finishedDay ?? today;
  const days = chartDays(burndown, unit, knownUntil);
  const projected = (['p50', 'p85'] as const).flatMap((name) => {
    const end = finish?.[name] ?? null;
    const percent = { p50: 50, p85: 85 }[name];
    return end === null ? [] : [{ ahead: daysBetween(today, end), name: words.t('velocity.percent', { percent }) }];
  });
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
        {search.unit === undefined && unit === 'items' && kind !== 'flow' ? (
          <p className="dim">
            {words.t('iteration.notEstimated')}{' '}
            <Button variant="subtle" size="compact-sm" onClick={() => show({ unit: 'points' })}>
              {words.t('iteration.switchUnit')}
            </Button>
          </p>
        ) : null}
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
              projected={projected}
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

function NotStarted({ iteration, burndown, start }: Pick<ProgressCardProps, 'iteration' | 'burndown' | 'start'>) {
  const words = useWords();
  const unit = unitOf(iteration);
  const { start: firstDay, scope, done } = iteration;
  const isAhead = firstDay !== null && firstDay > todayIn(burndown.zone);
  return (
    <section className="card stack small" aria-labelledby="progress">
      <h2 id="progress">{words.t('iteration.progress')}</h2>
      {unit === 'points' ? <CapacityBar iteration={iteration} points={scope.points} done={done.points} /> : null}
      <p className="dim">{words.t('iteration.beforeStart', { amount: amountIn(words, unit, scope[unit]) })}</p>
      {isAhead ? (
        <p className="dim">{words.t('iteration.startsOn', { day: dayFormat(words.language).long(firstDay) })}</p>
      ) : null}
      {start?.canStart === true ? (
        <div>
          <Button variant="default" loading={start.isBusy} onClick={start.start}>
            {words.t('iteration.startNow')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
