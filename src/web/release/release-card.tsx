import { SegmentedControl, useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { ReleaseChart } from '../../charts/release-chart.tsx';
import { FigureTable } from '../iteration/figure-table.tsx';
import { amountIn, numberIn, type Unit } from '../parts/amounts.ts';
import { ChartFiles } from '../parts/chart-files.tsx';
import { shortNames } from '../velocity/short-names.ts';
import { useWords, type Words } from '../words/use-words.ts';
import { mostAhead, type ReleaseProgress, type Stage } from './release-progress.ts';
import type { ReleaseSearch } from './release-search.ts';

interface ReleaseCardProps {
  readonly title: string;
  readonly progress: ReleaseProgress;
  readonly unit: Unit;
}

/** A release's burn-up over its iterations, with what is to be expected of the next ones, and whether that is enough. */
export function ReleaseCard({ title, progress, unit }: ReleaseCardProps) {
  const words = useWords();
  const navigate = useNavigate();
  const show = (chosen: Unit) =>
    void navigate({ to: '.', search: (now: ReleaseSearch) => ({ ...now, unit: chosen }), replace: true });
  const theme = useComputedColorScheme('light');
  const { ref, width, height } = useElementSize();
  const box = useRef<HTMLDivElement>(null);
  const { stages, scope, scopeAtStart } = progress;
  const names = shortNames(stages.map((stage) => stage.title));
  const outlook = outlookIn(words, unit, progress);
  const amount = (value: number | null) => (value === null ? '' : numberIn(words, value));
  const ranges = (['p50', 'p85', 'p95'] as const).map((each) => ({
    each,
    name: words.t('velocity.percent', { percent: each.slice(1) }),
  }));
  return (
    <section className="card stack small" aria-labelledby="release-progress">
      <div className="card-head">
        <h2 id="release-progress">{words.t('release.progress')}</h2>
        <SegmentedControl
          size="sm"
          transitionDuration={0}
          aria-label={words.t('amounts.unit')}
          value={unit}
          onChange={(value) => show(value === 'items' ? 'items' : 'points')}
          data={[
            { value: 'points', label: words.t('amounts.unitPoints') },
            { value: 'items', label: words.t('amounts.unitItems') },
          ]}
        />
      </div>
      <div ref={box}>
        <div className="chart" ref={ref}>
          {width === 0 ? null : (
            <ReleaseChart
              stages={stages.map((stage, index) => ({
                ...stage,
                name: names[index] ?? '',
                label: stageInWords(words, unit, stage),
              }))}
              scope={scope}
              scopeAtStart={scopeAtStart}
              whole={unit === 'items'}
              width={width}
              height={height}
              words={{
                summary: words.t('release.summary', {
                  title,
                  done: amountIn(words, unit, progress.done),
                  scope: amountIn(words, unit, scope),
                }),
                scope: words.t('iteration.scope'),
                amount: (value) => numberIn(words, value),
              }}
            />
          )}
        </div>
        <div className="chart-foot">
          <p className="dim">
            {words.t('release.legend')} {words.t('release.ahead', { count: mostAhead })}
          </p>
          <ChartFiles box={box} theme={theme} name={title} />
        </div>
      </div>
      {outlook === null ? null : <p>{outlook}</p>}
      <FigureTable
        name={words.t('release.progress')}
        head={[
          words.t('velocity.column.iteration'),
          words.t('iteration.done'),
          words.t('iteration.scope'),
          words.t('release.planned'),
          ...ranges.map(({ name }) => name),
        ]}
        fileName={title}
        rows={stages.map(({ key, title: name, done, scope: held, planned, range }) => {
          const figures = [done, held, planned, ...ranges.map(({ each }) => range?.[each] ?? null)];
          return {
            key,
            shown: [name, ...figures.map(amount)],
            kept: [name, ...figures],
          };
        })}
      />
    </section>
  );
}

function stageInWords(words: Words, unit: Unit, { title, place, done, planned, range }: Stage): string {
  const amount = (value: number) => amountIn(words, unit, value);
  if (done !== null) return words.t('release.stageDone', { title, done: amount(done) });
  const said = {
    own: () => words.t('release.stagePlanned', { title, planned: amount(planned) }),
    free: () => words.t('release.stageFree', { title }),
    window: () => words.t('release.stageAhead', { title }),
  }[place]();
  if (range === null) return said;
  return `${said} ${words.t('release.stageRange', { half: amount(range.p50), sure: amount(range.p85) })}`;
}

/** Whether what is to be expected is enough for the release; null where that cannot be told. */
function outlookIn(words: Words, unit: Unit, { stages, scope, done }: ReleaseProgress): string | null {
  const last = stages.at(-1);
  if (last === undefined || last.done !== null) return null;
  if (last.range === null) return unit === 'points' ? words.t('release.notForetold') : null;
  const { p50, p85 } = last.range;
  const told = { title: last.title, sure: amountIn(words, unit, p85), scope: amountIn(words, unit, scope) };
  if (done >= scope || p85 >= scope) return words.t('release.likely', told);
  return words.t(p50 >= scope ? 'release.open' : 'release.unlikely', told);
}
