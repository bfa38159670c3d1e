import { SegmentedControl } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import { BurndownChart, type ChartWords } from '../../charts/burndown-chart.tsx';
import type { ChartDay } from '../../charts/chart-day.ts';
import type { Burndown, Iteration } from '../../client/native.ts';
import { dayFormat, todayIn } from '../words/show-days.ts';
import type { Words } from '../words/use-words.ts';
import { useWords } from '../words/use-words.ts';
import { amountIn, changeIn, differenceIn, numberIn, type Unit, unitOf } from './amounts.ts';
import { chartDays } from './chart-days.ts';

interface BurndownCardProps {
  readonly iteration: Iteration;
  readonly burndown: Burndown;
}

/** The burndown as a chart, as a list of what changed the scope, and as a table. */
export function BurndownCard({ iteration, burndown }: BurndownCardProps) {
  const words = useWords();
  const [chosen, choose] = useState<Unit | null>(null);
  const unit = chosen ?? unitOf(iteration);
  const { committed, scopeAtStart, finishedDay } = burndown;
  if (committed === null || scopeAtStart === null) {
    return (
      <section className="card" aria-labelledby="burndown">
        <h2 id="burndown">{words.t('iteration.burndown')}</h2>
        <p className="dim">
          {words.t('iteration.beforeStart', {
            amount: amountIn(words, unitOf(iteration), iteration.scope[unitOf(iteration)]),
          })}
        </p>
      </section>
    );
  }
  const today = todayIn(burndown.zone);
  const knownUntil = finishedDay ?? today;
  const days = chartDays(burndown, unit, knownUntil);
  const known = days.filter(({ day }) => day <= knownUntil);
  const changes = known.map((day, index) => ({ ...day, change: changeAt(known, index, scopeAtStart[unit]) }));
  return (
    <div className="with-side">
      <section className="card" aria-labelledby="burndown">
        <div className="card-head">
          <h2 id="burndown">{words.t('iteration.burndown')}</h2>
          <SegmentedControl
            size="sm"
            transitionDuration={0}
            aria-label={words.t('amounts.unit')}
            value={unit}
            onChange={(value) => choose(value === 'items' ? 'items' : 'points')}
            data={[
              { value: 'points', label: words.t('amounts.unitPoints') },
              { value: 'items', label: words.t('amounts.unitItems') },
            ]}
          />
        </div>
        <Chart
          days={days}
          known={known}
          committed={committed[unit]}
          scopeAtStart={scopeAtStart[unit]}
          knownUntil={knownUntil}
          today={finishedDay === null ? today : null}
          unit={unit}
        />
        {finishedDay === null ? null : <p className="dim">{words.t('iteration.frozen')}</p>}
        <details>
          <summary>{words.t('iteration.asTable')}</summary>
          <BurndownTable days={changes} />
        </details>
      </section>
      <ScopeChanges days={changes.filter(({ change }) => change !== 0)} unit={unit} />
    </div>
  );
}

interface ChartProps {
  readonly days: readonly ChartDay[];
  readonly known: readonly ChartDay[];
  readonly committed: number;
  readonly scopeAtStart: number;
  readonly knownUntil: string;
  readonly today: string | null;
  readonly unit: Unit;
}

function Chart({ known, unit, ...shown }: ChartProps) {
  const words = useWords();
  const { ref, width, height } = useElementSize();
  return (
    <div className="chart" ref={ref}>
      {width === 0 ? null : (
        <BurndownChart
          {...shown}
          id="burndown-chart"
          whole={unit === 'items'}
          width={width}
          height={height}
          words={chartWords(words, unit, shown.days, known, shown.committed)}
        />
      )}
    </div>
  );
}

function chartWords(
  words: Words,
  unit: Unit,
  days: readonly ChartDay[],
  known: readonly ChartDay[],
  committed: number,
): ChartWords {
  const { short, long } = dayFormat(words.language);
  const last = known.at(-1);
  const amount = (value: number) => amountIn(words, unit, value);
  return {
    summary: words.t('iteration.chartSummary', {
      from: long(days[0]?.day ?? ''),
      to: long(days.at(-1)?.day ?? ''),
      committed: amount(committed),
      left: amount(last?.remaining ?? committed),
      scope: amount(last?.scope ?? committed),
      on: long(last?.day ?? days[0]?.day ?? ''),
    }),
    scope: words.t('iteration.scope'),
    done: words.t('iteration.done'),
    remaining: words.t('iteration.remaining'),
    ideal: words.t('iteration.ideal'),
    today: words.t('iteration.today'),
    day: short,
    amount: (value) => numberIn(words, value),
    change: (value) => differenceIn(words, value),
    scopeChange: (day, value) =>
      words.t('iteration.scopeChange', { day: short(day), amount: changeIn(words, unit, value) }),
  };
}

type ChangedDay = ChartDay & { readonly change: number };

function ScopeChanges({ days, unit }: { readonly days: readonly ChangedDay[]; readonly unit: Unit }) {
  const words = useWords();
  const { short } = dayFormat(words.language);
  return (
    <section className="card numbers" aria-labelledby="scope-changes">
      <h2 id="scope-changes">{words.t('iteration.scopeChanges')}</h2>
      {days.length === 0 ? <p className="dim">{words.t('iteration.noScopeChanges')}</p> : null}
      <ul className="change-list">
        {days.map(({ day, change }) => (
          <li key={day}>
            <span>{short(day)}</span>
            <span className="event">{changeIn(words, unit, change)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function BurndownTable({ days }: { readonly days: readonly ChangedDay[] }) {
  const words = useWords();
  const { short } = dayFormat(words.language);
  const number = (value: number) => numberIn(words, value);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reachable without a mouse
    <section className="table-box" tabIndex={0} aria-label={words.t('iteration.burndown')}>
      <table>
        <thead>
          <tr>
            {[
              words.t('iteration.day'),
              words.t('iteration.remaining'),
              words.t('iteration.ideal'),
              words.t('iteration.scope'),
              words.t('iteration.change'),
              words.t('iteration.done'),
            ].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, remaining, ideal, scope, done, change }) => (
            <tr key={day}>
              <th scope="row">{short(day)}</th>
              <td>{number(remaining)}</td>
              <td>{number(ideal)}</td>
              <td>{number(scope)}</td>
              <td>{change === 0 ? '' : differenceIn(words, change)}</td>
              <td>{number(done)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function changeAt(known: readonly ChartDay[], index: number, first: number): number {
  return Number(((known[index]?.scope ?? 0) - (known[index - 1]?.scope ?? first)).toFixed(6));
}
