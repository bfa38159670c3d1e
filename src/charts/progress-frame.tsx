import type { ReactNode } from 'react';
import type { ChartDay } from './chart-day.ts';
import { DayFrame, type Reading } from './day-frame.tsx';
import type { Scales } from './frame.tsx';
import { marginFor } from './lines.tsx';

/** What an iteration's chart over days shows and how large. */
export interface IterationChartProps {
  /** Every calendar day, without gaps. */
  readonly days: readonly ChartDay[];
  /** What was open at the start, and all that was in scope, done already or not. */
  readonly committed: number;
  readonly scopeAtStart: number;
  /** What has happened is drawn for the days up to and with this one. */
  readonly knownUntil: string;
  /** Marked if it is one of the days. */
  readonly today: string | null;
  /** Whether the unit is counted in whole numbers. */
  readonly whole: boolean;
  readonly width: number;
  readonly height: number;
  readonly words: ChartWords;
  readonly reading?: Reading;
  /** Makes names within the drawing unique where several stand on one page. */
  readonly id: string;
}

/** What the chart says. */
export interface ChartWords {
  /** The whole chart in a sentence. */
  readonly summary: string;
  readonly scope: string;
  readonly done: string;
  readonly remaining: string;
  readonly ideal: string;
  readonly today: string;
  readonly day: (day: string) => string;
  readonly amount: (value: number) => string;
  /** With its sign. */
  readonly change: (value: number) => string;
  readonly scopeChange: (day: string, value: number) => string;
}

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
