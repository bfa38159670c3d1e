import { GridRows } from '@visx/grid';
import { scaleLinear } from '@visx/scale';
import type { ReactNode } from 'react';

/** From a place in the data to one in the drawing, in pixels. */
export interface Scales {
  /** Where the place of that index begins; that of one past the last is where the last one ends. */
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What every chart needs to be told. Colours are the custom properties `--chart-…` of what surrounds it. */
export interface FrameProps {
  /** The whole chart in a sentence. */
  readonly summary: string;
  readonly width: number;
  readonly height: number;
  /** How many places stand side by side. */
  readonly places: number;
  /** The highest value that has to fit. */
  readonly most: number;
  /** Whether the unit is counted in whole numbers. */
  readonly whole: boolean;
  /** Room for names at the right edge, in pixels. */
  readonly margin?: number;
  readonly amount: (value: number) => string;
  /** What is drawn below the values, as background. */
  readonly behind?: (scales: Scales) => ReactNode;
  readonly children: (scales: Scales) => ReactNode;
}

/** Text stays legible where it crosses a line. */
export const halo = {
  stroke: 'var(--chart-surface)',
  strokeWidth: 4,
  strokeLinejoin: 'round',
  paintOrder: 'stroke',
} as const;

const ticksWanted = 5;

/** The group that holds a chart, its grid and its axis of values. */
export function Frame(props: FrameProps) {
  const { summary, width, height, places, most, whole, margin = 12, amount, behind, children } = props;
  const [left, right, top, bottom] = [44, width - margin, 28, height - 28];
  const vertical = scaleLinear({ domain: [0, most > 0 ? most * 1.04 : 1], range: [bottom, top], nice: ticksWanted });
  const horizontal = scaleLinear({ domain: [0, Math.max(1, places)], range: [left, right] });
  const scales: Scales = { x: (index) => horizontal(index), y: (value) => vertical(value), left, right, top, bottom };
  const ticks = vertical.ticks(ticksWanted).filter((tick) => !whole || Number.isInteger(tick));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn
    <svg role="group" aria-label={summary} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <g aria-hidden="true">
        {behind?.(scales)}
        <GridRows
          scale={vertical}
          left={left}
          width={right - left}
          tickValues={ticks}
          stroke="var(--chart-grid)"
          pointerEvents="none"
        />
        {ticks.map((tick) => (
          <text key={tick} x={left - 8} y={vertical(tick)} dy="0.32em" textAnchor="end" fill="var(--chart-text)">
            {amount(tick)}
          </text>
        ))}
      </g>
      {children(scales)}
    </svg>
  );
}
