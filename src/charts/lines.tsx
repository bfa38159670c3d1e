import { curveLinear, curveStepAfter } from '@visx/curve';
import { LinePath } from '@visx/shape';
import type { Point } from './chart-day.ts';
import { halo, type Scales } from './frame.tsx';

/** Colours by what they mean; each is the custom property `--chart-<name>`. */
export type Tone = 'scope' | 'done' | 'remaining' | 'ideal' | 'text' | 'event';

interface LineProps {
  readonly points: Point[];
  readonly scales: Scales;
  readonly tone: Tone;
  readonly width: number;
  readonly dashes?: string;
}

/** A line that holds each value until the next point. */
export function Steps(props: LineProps) {
  return <Line {...props} curve={curveStepAfter} />;
}

/** A line that goes straight from point to point. */
export function Straight(props: LineProps) {
  return <Line {...props} curve={curveLinear} />;
}

function Line({ points, scales, tone, width, dashes, curve }: LineProps & { readonly curve: typeof curveLinear }) {
  return (
    <LinePath
      data={points}
      x={({ x }) => scales.x(x)}
      y={({ value }) => scales.y(value)}
      curve={curve}
      stroke={`var(--chart-${tone})`}
      strokeWidth={width}
      strokeLinejoin="round"
      {...(dashes === undefined ? {} : { strokeDasharray: dashes })}
    />
  );
}

/** A line's name where it ends. */
export interface EndName {
  readonly text: string;
  readonly value: number;
  readonly tone: Tone;
}

const lineHeight = 16;

/** Names lines where they end, beside them if there is room, and apart from each other where they end close together. */
export function EndNames({
  names,
  at,
  edge,
  scales,
  goesOn = false,
}: {
  readonly names: readonly EndName[];
  /** The place at which the lines end. */
  readonly at: number;
  /** Where the drawing ends, in pixels. */
  readonly edge: number;
  readonly scales: Scales;
  /** Whether something is drawn on from where they end: then they stand above that. */
  readonly goesOn?: boolean;
}) {
  const end = scales.x(at);
  const isBeside = edge - end > 100;
  // Within the chart they stand clear of a mark that the last day may have, and of what the frame says above the values.
  const placeOf = (y: number) => (isBeside ? y + (goesOn ? -6 : 4) : y - 28 < scales.top ? y + 16 : y - 16);
  const placed = apart(
    [...names].sort((a, b) => b.value - a.value),
    (name) => placeOf(scales.y(name.value)),
  );
  return (
    <g fontWeight={600} {...halo}>
      {placed.map(({ text, tone, y }) => (
        <text
          key={text}
          x={isBeside ? end + 8 : end - 4}
          textAnchor={isBeside ? 'start' : 'end'}
          y={y}
          fill={`var(--chart-${tone})`}
        >
          {text}
        </text>
      ))}
    </g>
  );
}

/** Puts each name, from the highest down, where it belongs or below the one before it. */
function apart(names: readonly EndName[], wanted: (name: EndName) => number): readonly (EndName & { y: number })[] {
  const placed: (EndName & { y: number })[] = [];
  for (const name of names) {
    const above = placed.at(-1)?.y ?? Number.NEGATIVE_INFINITY;
    placed.push({ ...name, y: Math.max(wanted(name), above + lineHeight) });
  }
  return placed;
}

/** Room that the names of lines take at the right; where lines end well before the edge they are named within the chart. */
export function marginFor(width: number, shown: { readonly known: number; readonly days: number }): number {
  return width < 560 || shown.known < shown.days * 0.75 ? 12 : 120;
}
