import { NativeSelect, SegmentedControl, useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { VelocityChart } from '../../charts/velocity-chart.tsx';
import type { Project, Velocity } from '../../client/native.ts';
import { amountIn, numberIn, type Unit } from '../parts/amounts.ts';
import { ChartFiles } from '../parts/chart-files.tsx';
import { useWords, type Words } from '../words/use-words.ts';
import { shortNames } from './short-names.ts';
import { type VelocitySearch, windows } from './velocity-search.ts';
import { VelocityTable } from './velocity-table.tsx';

interface VelocityCardProps {
  readonly project: Project;
  readonly velocity: Velocity;
  readonly search: VelocitySearch;
}

/** What was committed, completed and carried on, iteration by iteration, and the range of those to come. */
export function VelocityCard({ project, velocity, search }: VelocityCardProps) {
  const words = useWords();
  const navigate = useNavigate();
  const unit = search.unit ?? 'points';
  const show = (change: VelocitySearch) =>
    void navigate({ to: '.', search: (now: VelocitySearch) => ({ ...now, ...change }), replace: true });
  return (
    <section className="card" aria-labelledby="velocity-chart">
      <div className="card-head">
        <h2 id="velocity-chart">{words.t('velocity.chart')}</h2>
        <div className="buttons">
          <NativeSelect
            aria-label={words.t('velocity.window')}
            value={String(search.last ?? 12)}
            onChange={({ currentTarget: { value } }) =>
              show({ last: windows.find((each) => each === Number(value)) ?? 12 })
            }
            data={windows.map((count) => ({ value: String(count), label: words.t('velocity.last', { count }) }))}
          />
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
        </div>
      </div>
      <Chart velocity={velocity} unit={unit} title={project.title} />
      <VelocityTable project={project} velocity={velocity} unit={unit} />
    </section>
  );
}

function Chart({
  velocity,
  unit,
  title,
}: {
  readonly velocity: Velocity;
  readonly unit: Unit;
  readonly title: string;
}) {
  const words = useWords();
  const theme = useComputedColorScheme('light');
  const { ref, width, height } = useElementSize();
  const box = useRef<HTMLDivElement>(null);
  const { iterations, next, summary } = velocity;
  const ahead = next.flatMap(({ iteration }) => iteration?.title ?? []);
  const names = shortNames([...iterations.map((each) => each.title), ...ahead]);
  const bands =
    unit === 'points'
      ? next.flatMap(({ iteration, band }, index) => {
          if (band === null) return [];
          const title = iteration?.title ?? words.t('velocity.ahead', { count: index + 1 });
          const name = iteration === null ? title : (names[iterations.length + index] ?? title);
          return [{ name, low: band.p15, middle: band.p50, high: band.p85, label: bandInWords(words, title, band) }];
        })
      : [];
  return (
    <div ref={box}>
      <div className="chart" ref={ref}>
        {width === 0 ? null : (
          <VelocityChart
            id="velocity"
            bars={iterations.map((each, index) => ({
              id: each.id,
              name: names[index] ?? each.title,
              committed: each.committed?.[unit] ?? 0,
              completed: each.completed[unit],
              carried: each.carried?.[unit] ?? 0,
              isExcluded: each.isExcluded,
              label: barInWords(words, each, unit),
            }))}
            bands={bands}
            mean={unit === 'points' ? (summary?.mean ?? null) : null}
            whole={unit === 'items'}
            width={width}
            height={height}
            words={{
              summary: words.t('velocity.summary', { count: iterations.length }),
              mean: words.t('velocity.mean'),
              amount: (value) => numberIn(words, Math.round(value * 10) / 10),
            }}
          />
        )}
      </div>
      <div className="chart-foot">
        <p className="dim">{words.t('velocity.legend')}</p>
        <ChartFiles box={box} theme={theme} name={`${title} velocity`} />
      </div>
    </div>
  );
}

function barInWords(
  words: Words,
  { title, committed, completed, carried, isExcluded }: Velocity['iterations'][number],
  unit: Unit,
) {
  const amount = (value: number) => amountIn(words, unit, value);
  const said = words.t('velocity.bar', {
    title,
    completed: amount(completed[unit]),
    committed: amount(committed?.[unit] ?? 0),
    carried: amount(carried?.[unit] ?? 0),
  });
  return isExcluded ? `${said} ${words.t('velocity.isExcluded')}` : said;
}

function bandInWords(words: Words, name: string, { p15, p50, p85 }: { p15: number; p50: number; p85: number }): string {
  const amount = (value: number) => amountIn(words, 'points', value);
  return words.t('velocity.band', { name, low: amount(p15), middle: amount(p50), high: amount(p85) });
}
