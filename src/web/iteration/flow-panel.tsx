import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { FlowChart, type FlowDay } from '../../charts/flow-chart.tsx';
import type { Flow } from '../../client/forecasts.ts';
import type { Iteration } from '../../client/native.ts';
import { forecasts } from '../native.ts';
import { numberIn } from '../parts/amounts.ts';
import { ChartFiles } from '../parts/chart-files.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { dayFormat } from '../words/show-days.ts';
import { useWords, type Words } from '../words/use-words.ts';
import { FigureTable } from './figure-table.tsx';
import type { TimeUnit } from './iteration-search.ts';

interface FlowPanelProps {
  readonly iteration: Iteration;
  readonly time: TimeUnit;
  /** Null once it is over. */
  readonly today: string | null;
}

/** How the work of an iteration moved on, day by day, and how long it took. */
export function FlowPanel({ iteration, time, today }: FlowPanelProps) {
  const flow = useQuery({
    queryKey: ['figures', iteration.id, 'flow'],
    queryFn: () => forecasts.getIterationFlow(iteration.id),
  });
  if (flow.isError) return <Trouble error={flow.error} again={flow.refetch} />;
  if (flow.data === undefined) return <Loading />;
  return <Drawn flow={flow.data} time={time} today={today} title={iteration.title} />;
}

interface DrawnProps extends Pick<FlowPanelProps, 'time' | 'today'> {
  readonly flow: Flow;
  readonly title: string;
}

function Drawn({ flow, time, today, title }: DrawnProps) {
  const words = useWords();
  const theme = useComputedColorScheme('light');
  const { ref, width, height } = useElementSize();
  const box = useRef<HTMLDivElement>(null);
  const [at, choose] = useState<number | null>(null);
  const { short, long } = dayFormat(words.language);
  const { days } = flow;
  const day = at === null ? days.at(-1) : days[at];
  const said = day === undefined ? '' : dayInWords(words, day, short);
  const head = (['day', 'arrived', 'started', 'done', 'toDo', 'inProgress', 'reopened', 'dropped'] as const).map(
    (name) => words.t(`flow.${name}`),
  );
  return (
    <>
      <div ref={box}>
        <div className="chart" ref={ref}>
          {width === 0 ? null : (
            <FlowChart
              days={days.map(standing)}
              today={today}
              width={width}
              height={height}
              words={{
                summary: words.t('flow.summary', {
                  from: long(days[0]?.day ?? ''),
                  to: long(days.at(-1)?.day ?? ''),
                  read: said,
                }),
                queued: words.t('planning.category.queued'),
                inProgress: words.t('planning.category.in_progress'),
                done: words.t('planning.category.done'),
                today: words.t('iteration.today'),
                day: short,
                amount: (value) => numberIn(words, value),
              }}
              reading={{ label: words.t('iteration.readDay'), at, known: days.length, text: said, choose }}
            />
          )}
        </div>
        <div className="chart-foot numbers">
          <p className="dim">{said}</p>
          <ChartFiles box={box} theme={theme} name={`${title} flow`} />
        </div>
      </div>
      <p className="dim numbers">{timesInWords(words, flow, time).join(' ')}</p>
      <FigureTable
        name={words.t('iteration.flow')}
        head={head}
        fileName={`${title} flow`}
        rows={days.map((each) => {
          const figures = [
            each.arrived,
            each.started,
            each.done,
            each.toDo,
            each.inProgress,
            each.reopened,
            each.dropped,
          ];
          return {
            key: each.day,
            shown: [short(each.day), ...figures.map((value) => numberIn(words, value))],
            kept: [each.day, ...figures],
          };
        })}
      />
    </>
  );
}

/** As high as what really stood there: what was reopened stands in progress again, what dropped out stands nowhere. */
function standing({ day, isWorking, done, inProgress, toDo }: Flow['days'][number]): FlowDay {
  return { day, isWorking, done, started: done + inProgress, arrived: done + inProgress + toDo };
}

/** How long it took, and what that lets expect; nothing of what nobody knows. */
function timesInWords(words: Words, flow: Flow, time: TimeUnit): readonly string[] {
  const { cycle, lead } = time === 'days' ? flow : flow[time];
  const expectation = time === 'days' ? flow.expectation?.days : flow[time].expectation?.value;
  const taken = (value: number) => words.t(`amounts.${time}`, { count: Math.round(value * 10) / 10 });
  return [
    ...(cycle.p50 === null || cycle.p85 === null
      ? []
      : [
          words.t('flow.cycle', {
            items: words.t('amounts.items', { count: cycle.count }),
            half: taken(cycle.p50),
            most: taken(cycle.p85),
          }),
        ]),
    ...(lead.p50 === null || lead.p85 === null
      ? []
      : [words.t('flow.lead', { half: taken(lead.p50), most: taken(lead.p85) })]),
    ...(expectation === undefined ? [] : [words.t('flow.expectation', { percent: 85, time: taken(expectation) })]),
  ];
}

function dayInWords(words: Words, day: Flow['days'][number], short: (day: string) => string): string {
  return words.t('flow.read', {
    day: short(day.day),
    toDo: numberIn(words, day.toDo),
    inProgress: numberIn(words, day.inProgress),
    done: numberIn(words, day.done),
  });
}
