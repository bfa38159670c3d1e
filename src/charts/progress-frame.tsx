import type { ReactNode } from 'react';
import type { IterationChartProps } from './burndown-chart.tsx';
import type { ChartDay } from './chart-day.ts';
import { DayFrame } from './day-frame.tsx';
import type { Scales } from './frame.tsx';
import { marginFor } from './lines.tsx';

interface ProgressFrameProps extends Omit<IterationChartProps, 'id'> {
  /** The days of which it is known how they ended. */
  readonly known: readonly ChartDay[];
  readonly children: (scales: Scales) => ReactNode;
}

/** The frame of a chart of an iteration's progress: all its days, as high as its scope ever was. */
export function ProgressFrame(props: ProgressFrameProps) {
  const { days, known, scopeAtStart, today, whole, width, height, words, reading, children } = props;
  return (
    <DayFrame
      summary={words.summary}
      width={width}
      height={height}
      margin={marginFor(width, { known: known.length, days: days.length })}
      days={days}
      most={days.reduce((high, { scope }) => Math.max(high, scope), scopeAtStart)}
      whole={whole}
      amount={words.amount}
      today={today}
      words={words}
      {...(reading === undefined ? {} : { reading })}
    >
      {children}
    </DayFrame>
  );
}
