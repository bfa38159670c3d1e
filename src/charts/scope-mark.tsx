import type { Scales } from './frame.tsx';

interface ScopeMarkProps {
  /** Index of its day. */
  readonly index: number;
  readonly value: number;
  /** Signed, as it stands in the mark. */
  readonly text: string;
  /** The same in words. */
  readonly label: string;
  readonly scales: Scales;
}

/** A mark on the scope line on a day on which the scope changed; it can be reached without a mouse. */
export function ScopeMark({ index, value, text, label, scales }: ScopeMarkProps) {
  const width = 14 + text.length * 7;
  const [x, y] = [scales.x(index + 0.5), scales.y(value)];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the mark says in words what it shows, also without a mouse
    <g role="img" aria-label={label} tabIndex={0} className="chart-mark">
      <title>{label}</title>
      <rect
        x={x - width / 2}
        y={y - 12}
        width={width}
        height={24}
        rx={12}
        fill="var(--chart-surface)"
        stroke="var(--chart-event)"
      />
      <text x={x} y={y} dy="0.34em" textAnchor="middle" fill="var(--chart-event)" fontWeight={600}>
        {text}
      </text>
    </g>
  );
}
