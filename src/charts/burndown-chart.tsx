import { Threshold } from '@visx/threshold';
import { type ChartDay, idealOf, lineThrough, type Point, scopeChanges, stepsThrough } from './chart-day.ts';
import { halo, type Scales } from './frame.tsx';
import { EndNames, Steps, Straight } from './lines.tsx';
import { type IterationChartProps, ProgressFrame } from './progress-frame.tsx';
import { ScopeMark } from './scope-mark.tsx';

/** When nothing is likely left. */
export interface ProjectedEnd {
  /** So many days after the last known one. */
  readonly ahead: number;
  /** How likely that is. */
  readonly name: string;
}

interface BurndownChartProps extends IterationChartProps {
  /** Each drawn as a line to there; as far as the chart goes. */
  readonly projected?: readonly ProjectedEnd[];
}

/**
 * A burndown: what remains and the whole scope as steps, the ideal as a line that never moves and thinly as it follows
 * the scope, days off as bands, and a mark on each day on which the scope changed. Between what remains and the ideal it is
 * coloured: ahead where less is left than planned, behind where more is.
 */
export function BurndownChart(props: BurndownChartProps) {
  const { projected = [], ...framed } = props;
  const { days, committed, scopeAtStart, knownUntil, width, words, id } = props;
  const known = days.filter(({ day }) => day <= knownUntil);
  const remaining = known.map((day) => day.remaining);
  const ideal = days.map(idealOf);
  const rebased = days.map((day) => day.rebased);
  const isRebased = days.some((day) => Math.abs(day.rebased - day.ideal) > 1e-6);
  const last = known.at(-1);
  return (
    <ProgressFrame {...framed} known={known}>
      {(scales) => (
        <>
          <g aria-hidden="true" pointerEvents="none">
            <AheadOrBehind id={id} known={known} committed={committed} scales={scales} />
            {isRebased ? (
              <Straight points={lineThrough(rebased, committed)} scales={scales} tone="ideal" width={1} dashes="1 3" />
            ) : null}
            <Straight points={lineThrough(ideal, committed)} scales={scales} tone="ideal" width={1} dashes="5 4" />
            <text x={scales.right - 4} y={scales.bottom - 8} textAnchor="end" fill="var(--chart-text)" {...halo}>
              {words.ideal}
            </text>
            <Steps
              points={stepsThrough(
                known.map(({ scope }) => scope),
                scopeAtStart,
              )}
              scales={scales}
              tone="scope"
              width={1.5}
            />
            <Steps points={stepsThrough(remaining, committed)} scales={scales} tone="remaining" width={2.5} />
            {last === undefined
              ? null
              : projected.map((end, index) => (
                  <Projected
                    key={end.name}
                    end={end}
                    from={{ x: known.length, value: last.remaining }}
                    places={days.length}
                    // The surer it is the higher the line: the first is named below its own, the others above.
                    below={index === 0 ? 18 : -8}
                    scales={scales}
                  />
                ))}
            {last === undefined ? null : (
              <EndNames
                at={known.length}
                goesOn={projected.length > 0}
                edge={width}
                scales={scales}
                names={[
                  { text: `${words.scope} ${words.amount(last.scope)}`, value: last.scope, tone: 'scope' },
                  {
                    text: `${words.remaining} ${words.amount(last.remaining)}`,
                    value: last.remaining,
                    tone: 'remaining',
                  },
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

interface ProjectedProps {
  readonly end: ProjectedEnd;
  readonly from: Point;
  /** How many days the chart has. */
  readonly places: number;
  /** How far below the line its name stands. */
  readonly below: number;
  readonly scales: Scales;
}

/** From what remains now to nothing, or to where the chart ends on the way. */
function Projected({ end: { ahead, name }, from, places, below, scales }: ProjectedProps) {
  const room = places - from.x;
  if (ahead <= 0 || room <= 0 || from.value <= 0) return null;
  const shown = Math.min(ahead, room);
  const to = { x: from.x + shown, value: from.value * (1 - shown / ahead) };
  return (
    <>
      <Straight points={[from, to]} scales={scales} tone="remaining" width={1.5} dashes="2 4" />
      <text
        x={scales.x(to.x) - 4}
        y={Math.min(scales.bottom - 6, scales.y(to.value) + below)}
        textAnchor="end"
        fill="var(--chart-remaining)"
        {...halo}
      >
        {name}
      </text>
    </>
  );
}

/** The days on which the scope changed, each with a mark on the scope line. */
export function ScopeMarks({
  known,
  scopeAtStart,
  words,
  scales,
}: Pick<IterationChartProps, 'scopeAtStart' | 'words'> & {
  readonly known: readonly ChartDay[];
  readonly scales: Scales;
}) {
  return scopeChanges(known, scopeAtStart).map(({ index, day, value }) => (
    <ScopeMark
      key={day}
      index={index}
      value={known[index]?.scope ?? 0}
      text={words.change(value)}
      label={words.scopeChange(day, value)}
      scales={scales}
    />
  ));
}

interface Gap {
  readonly x: number;
  readonly left: number;
  readonly ideal: number;
}

/** Colours what lies between the ideal and what remains. */
function AheadOrBehind({
  id,
  known,
  committed,
  scales,
}: Pick<IterationChartProps, 'id' | 'committed'> & {
  readonly known: readonly ChartDay[];
  readonly scales: Scales;
}) {
  // What remains falls in the middle of a day and stands there with both values; the ideal falls all day long.
  const gaps = known.flatMap((day, index): readonly Gap[] => {
    const { remaining } = day;
    const ideal = idealOf(day);
    const yesterday = known[index - 1];
    const before = { remaining: yesterday?.remaining ?? committed, ideal: yesterday ? idealOf(yesterday) : committed };
    const noon = { x: index + 0.5, ideal: (before.ideal + ideal) / 2 };
    return [
      { x: index, left: before.remaining, ideal: before.ideal },
      { ...noon, left: before.remaining },
      { ...noon, left: remaining },
      { x: index + 1, left: remaining, ideal },
    ];
  });
  return (
    <Threshold<Gap>
      id={`${id}-ahead-or-behind`}
      data={gaps}
      x={({ x }) => scales.x(x)}
      y0={({ left }) => scales.y(left)}
      y1={({ ideal: plan }) => scales.y(plan)}
      clipAboveTo={scales.top}
      clipBelowTo={scales.bottom}
      belowAreaProps={{ fill: 'var(--chart-done)', fillOpacity: 0.14 }}
      aboveAreaProps={{ fill: 'var(--chart-behind)', fillOpacity: 0.14 }}
    />
  );
}
