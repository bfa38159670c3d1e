import { curveStepAfter } from '@visx/curve';
import { scaleLinear } from '@visx/scale';
import { AreaClosed } from '@visx/shape';
import { ScopeMarks } from './burndown-chart.tsx';
import { idealOf, lineThrough, type Point, stepsThrough } from './chart-day.ts';
import { EndNames, Steps, Straight } from './lines.tsx';
import { type IterationChartProps, ProgressFrame } from './progress-frame.tsx';

/**
 * A burn-up: what is done as an area below the scope, both as steps, the commitment as a flat line and the pace at which
 * it would have been done by the end. The gap between the two steps is what remains.
 */
export function BurnupChart(props: Omit<IterationChartProps, 'id'>) {
  const { days, committed, scopeAtStart, knownUntil, width, words } = props;
  const known = days.filter(({ day }) => day <= knownUntil);
  const done = stepsThrough(
    known.map((day) => day.done),
    scopeAtStart - committed,
  );
  const pace = lineThrough(
    days.map((day) => committed - idealOf(day)),
    0,
  );
  const last = known.at(-1);
  return (
    <ProgressFrame {...props} known={known}>
      {(scales) => (
        <>
          <g aria-hidden="true" pointerEvents="none">
            <AreaClosed<Point>
              data={done}
              x={({ x }) => scales.x(x)}
              y={({ value }) => scales.y(value)}
              // It only closes the area along the bottom: its first figure is the lowest pixel of the drawing.
              yScale={scaleLinear({ domain: [0, 1], range: [scales.bottom, scales.top] })}
              curve={curveStepAfter}
              fill="var(--chart-done)"
              fillOpacity={0.16}
            />
            <line
              x1={scales.left}
              x2={scales.right}
              y1={scales.y(committed)}
              y2={scales.y(committed)}
              stroke="var(--chart-ideal)"
              strokeDasharray="1 3"
            />
            <Straight points={pace} scales={scales} tone="ideal" width={1} dashes="5 4" />
            <Steps
              points={stepsThrough(
                known.map(({ scope }) => scope),
                scopeAtStart,
              )}
              scales={scales}
              tone="scope"
              width={1.5}
            />
            <Steps points={done} scales={scales} tone="done" width={2.5} />
            {last === undefined ? null : (
              <EndNames
                at={known.length}
                edge={width}
                scales={scales}
                names={[
                  { text: `${words.scope} ${words.amount(last.scope)}`, value: last.scope, tone: 'scope' },
                  { text: `${words.done} ${words.amount(last.done)}`, value: last.done, tone: 'done' },
                ]}
              />
            )}
          </g>
          <ScopeMarks known={known} scopeAtStart={scopeAtStart} words={words} scales={scales} />
        </>
      )}
    </ProgressFrame>
  );
}
