import type { KeyboardEvent, ReactNode } from 'react';
import type { ChartDay } from './chart-day.ts';
import { Frame, type FrameProps, type Scales } from './frame.tsx';

/** What a chart over calendar days is told. */
export interface DayFrameProps extends Omit<FrameProps, 'places' | 'behind' | 'children'> {
  /** Every calendar day, without gaps. */
  readonly days: readonly Pick<ChartDay, 'day' | 'isWorking'>[];
  /** Marked if it is one of the days. */
  readonly today: string | null;
  readonly words: DayWords;
  /** A day to be read off, chosen with the pointer or the arrow keys; nothing of it in a drawing without a reader. */
  readonly reading?: Reading;
  readonly children: (scales: Scales) => ReactNode;
}

/** What it says of days. */
export interface DayWords {
  readonly today: string;
  readonly day: (day: string) => string;
}

/** The day that is read off, and what it says. */
export interface Reading {
  readonly label: string;
  /** Index of the day, null while none is chosen. */
  readonly at: number | null;
  /** How many of the days can be read off. */
  readonly known: number;
  /** The figures of the chosen day in words. */
  readonly text: string;
  readonly choose: (index: number | null) => void;
}

/** A chart over calendar days: bands for days off, names of days, a line for today. */
export function DayFrame({ days, today, words, reading, children, ...frame }: DayFrameProps) {
  const todayIndex = days.findIndex(({ day }) => day === today);
  return (
    <Frame
      {...frame}
      places={days.length}
      behind={({ x, top, bottom }) =>
        days.map(({ day, isWorking }, index) =>
          isWorking ? null : (
            <rect
              key={day}
              x={x(index)}
              y={top}
              width={x(index + 1) - x(index)}
              height={bottom - top}
              fill="var(--chart-day-off)"
            />
          ),
        )
      }
    >
      {(scales) => (
        <>
          <g aria-hidden="true">
            <DayNames days={days} words={words} scales={scales} />
            {todayIndex < 0 ? null : <Today at={scales.x(todayIndex + 0.5)} word={words.today} scales={scales} />}
          </g>
          {reading === undefined ? null : <Reader reading={reading} scales={scales} />}
          {children(scales)}
        </>
      )}
    </Frame>
  );
}

const nameWidth = 58;

function DayNames({ days, words, scales }: Pick<DayFrameProps, 'days' | 'words'> & { readonly scales: Scales }) {
  const { x, left, right, bottom } = scales;
  const every = Math.max(1, Math.ceil((days.length * nameWidth) / (right - left)));
  return days.map(({ day }, index) =>
    index % every > 0 ? null : (
      <text key={day} x={x(index + 0.5)} y={bottom + 18} textAnchor="middle" fill="var(--chart-text)">
        {words.day(day)}
      </text>
    ),
  );
}

function Today({ at, word, scales }: { readonly at: number; readonly word: string; readonly scales: Scales }) {
  return (
    <>
      <line x1={at} x2={at} y1={scales.top} y2={scales.bottom} stroke="var(--chart-today)" strokeDasharray="2 3" />
      <text x={at} y={scales.top - 8} textAnchor="middle" fill="var(--chart-today)">
        {word}
      </text>
    </>
  );
}

function Reader({ reading, scales }: { readonly reading: Reading; readonly scales: Scales }) {
  const { x, left, top, bottom } = scales;
  const { at, known, choose } = reading;
  if (known === 0) return null;
  const last = known - 1;
  const press = (event: KeyboardEvent) => {
    const to = keyed(event.key, at ?? last, last);
    if (to === undefined) return;
    event.preventDefault();
    choose(to);
  };
  return (
    <>
      {Array.from({ length: known }, (_, index) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: days never change places
          key={index}
          x={x(index)}
          y={top}
          width={x(index + 1) - x(index)}
          height={bottom - top}
          fill="transparent"
          aria-hidden="true"
          onPointerEnter={() => choose(index)}
          onPointerLeave={() => choose(null)}
        />
      ))}
      {at === null ? null : (
        <line x1={x(at + 0.5)} x2={x(at + 0.5)} y1={top} y2={bottom} stroke="var(--chart-text)" aria-hidden="true" />
      )}
      <rect
        className="chart-reader"
        role="slider"
        tabIndex={0}
        aria-label={reading.label}
        aria-valuemin={1}
        aria-valuemax={known}
        aria-valuenow={(at ?? last) + 1}
        aria-valuetext={reading.text}
        x={left}
        y={top}
        width={x(known) - left}
        height={bottom - top}
        fill="transparent"
        pointerEvents="none"
        onFocus={() => choose(at ?? last)}
        onBlur={() => choose(null)}
        onKeyDown={press}
      />
    </>
  );
}

function keyed(key: string, from: number, last: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, from - 1);
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(last, from + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
