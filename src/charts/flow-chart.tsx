import { curveStepAfter } from '@visx/curve';
import { scaleLinear } from '@visx/scale';
import { AreaClosed } from '@visx/shape';
import { type Point, stepsThrough } from './chart-day.ts';
import { DayFrame, type DayWords, type Reading } from './day-frame.tsx';
import { EndNames, marginFor, Steps, type Tone } from './lines.tsx';

/** How many items had come, been begun and been finished by the end of a day, all that came before counted in. */
export interface FlowDay {
  readonly day: string;
  readonly isWorking: boolean;
  readonly arrived: number;
  readonly started: number;
  readonly done: number;
}

/** What a cumulative flow diagram shows and how large. */
export interface FlowChartProps {
  readonly days: readonly FlowDay[];
  readonly today: string | null;
  readonly width: number;
  readonly height: number;
  readonly words: DayWords & {
    readonly summary: string;
    readonly queued: string;
    readonly inProgress: string;
    readonly done: string;
    readonly amount: (value: number) => string;
  };
  readonly reading?: Reading;
}

/** A cumulative flow diagram in items: the height of a band is how many stand there, its length how long they do. */
export function FlowChart({ days, today, width, height, words, reading }: FlowChartProps) {
  const last = days.at(-1);
  const bands = [
    { tone: 'text', values: days.map(({ arrived }) => arrived), opacity: 0.14 },
    { tone: 'event', values: days.map(({ started }) => started), opacity: 0.28 },
    { tone: 'done', values: days.map(({ done }) => done), opacity: 0.42 },
  ] as const satisfies readonly { tone: Tone; values: number[]; opacity: number }[];
  return (
    <DayFrame
      summary={words.summary}
      width={width}
      height={height}
      margin={marginFor(width, { known: days.length, days: days.length })}
      days={days}
      most={days.reduce((high, { arrived }) => Math.max(high, arrived), 0)}
      whole
      amount={words.amount}
      today={today}
      words={words}
      {...(reading === undefined ? {} : { reading })}
    >
      {(scales) => (
        <g aria-hidden="true" pointerEvents="none">
          {bands.map(({ tone, values, opacity }) => {
            const points = stepsThrough(values, values[0] ?? 0);
            return (
              <g key={tone}>
                <AreaClosed<Point>
                  data={points}
                  x={({ x }) => scales.x(x)}
                  y={({ value }) => scales.y(value)}
                  yScale={scaleLinear({ domain: [0, 1], range: [scales.bottom, scales.top] })}
                  curve={curveStepAfter}
                  fill={`var(--chart-${tone})`}
                  fillOpacity={opacity}
                />
                <Steps points={points} scales={scales} tone={tone} width={1.5} />
              </g>
            );
          })}
          {last === undefined ? null : (
            <EndNames
              at={days.length}
              edge={width}
              scales={scales}
              names={[
                {
                  text: `${words.queued} ${words.amount(last.arrived - last.started)}`,
                  value: last.arrived,
                  tone: 'text',
                },
                {
                  text: `${words.inProgress} ${words.amount(last.started - last.done)}`,
                  value: last.started,
                  tone: 'event',
                },
                { text: `${words.done} ${words.amount(last.done)}`, value: last.done, tone: 'done' },
              ]}
            />
          )}
        </g>
      )}
    </DayFrame>
  );
}
