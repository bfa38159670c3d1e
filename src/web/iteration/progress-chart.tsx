import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { BurndownChart, type ProjectedEnd } from '../../charts/burndown-chart.tsx';
import { BurnupChart } from '../../charts/burnup-chart.tsx';
import { type ChartDay, idealOf } from '../../charts/chart-day.ts';
import type { ChartWords, IterationChartProps } from '../../charts/progress-frame.tsx';
import { amountIn, changeIn, differenceIn, numberIn, type Unit } from '../parts/amounts.ts';
import { ChartFiles } from '../parts/chart-files.tsx';
import { dayFormat } from '../words/show-days.ts';
import { useWords, type Words } from '../words/use-words.ts';
import type { ChartKind } from './iteration-search.ts';

interface ProgressChartProps
  extends Pick<IterationChartProps, 'days' | 'committed' | 'scopeAtStart' | 'knownUntil' | 'today'> {
  readonly kind: Exclude<ChartKind, 'flow'>;
  readonly known: readonly ChartDay[];
  readonly unit: Unit;
  readonly fileName: string;
  /** When nothing is likely left. */
  readonly projected?: readonly ProjectedEnd[];
}

/** The chart in the room that the page has for it; a day can be read off it, and it can be kept as a file. */
export function ProgressChart({ kind, known, unit, fileName, projected = [], ...shown }: ProgressChartProps) {
  const words = useWords();
  const theme = useComputedColorScheme('light');
  const { ref, width, height } = useElementSize();
  const box = useRef<HTMLDivElement>(null);
  const [at, choose] = useState<number | null>(null);
  const day = at === null ? known.at(-1) : known[at];
  const said = day === undefined ? '' : dayInWords(words, unit, day);
  const drawn = {
    ...shown,
    whole: unit === 'items',
    width,
    height,
    words: chartWords(words, { kind, unit, days: shown.days, known, committed: shown.committed }),
    reading: { label: words.t('iteration.readDay'), at, known: known.length, text: said, choose },
  };
  return (
    <div ref={box}>
      <div className="chart" ref={ref}>
        {width === 0 ? null : kind === 'burndown' ? (
          <BurndownChart {...drawn} projected={projected} id="burndown-chart" />
        ) : (
          <BurnupChart {...drawn} />
        )}
      </div>
      <div className="chart-foot numbers">
        <p className="dim">{said}</p>
        <ChartFiles box={box} theme={theme} name={`${fileName} ${kind}`} />
      </div>
    </div>
  );
}

function dayInWords(words: Words, unit: Unit, read: ChartDay): string {
  const { day, remaining, scope, done } = read;
  return words.t('iteration.dayRead', {
    day: dayFormat(words.language).short(day),
    left: amountIn(words, unit, remaining),
    scope: numberIn(words, scope),
    done: numberIn(words, done),
    ideal: numberIn(words, Math.round(idealOf(read) * 10) / 10),
  });
}

interface Told extends Pick<ProgressChartProps, 'kind' | 'unit' | 'days' | 'known' | 'committed'> {}

function chartWords(words: Words, { kind, unit, days, known, committed }: Told): ChartWords {
  const { short, long } = dayFormat(words.language);
  const last = known.at(-1);
  const amount = (value: number) => amountIn(words, unit, value);
  return {
    summary: words.t(kind === 'burndown' ? 'iteration.burndownSummary' : 'iteration.burnupSummary', {
      from: long(days[0]?.day ?? ''),
      to: long(days.at(-1)?.day ?? ''),
      committed: amount(committed),
      left: amount(last?.remaining ?? committed),
      done: amount(last?.done ?? 0),
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
