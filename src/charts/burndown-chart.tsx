import { niceTicks } from './nice-ticks.ts';

/** How an iteration stood at the end of one day, in one unit. */
export interface ChartDay {
  readonly day: string;
  readonly isWorking: boolean;
  readonly scope: number;
  readonly remaining: number;
  readonly ideal: number;
}

/** What a chart shows and how large. Colours are the custom properties `--chart-…` of the page around it. */
export interface BurndownChartProps {
  /** Every calendar day, without gaps. */
  readonly days: readonly ChartDay[];
  /** What was open at the start, and all that was in scope, done already or not. */
  readonly committed: number;
  readonly scopeAtStart: number;
  /** Scope and remaining are drawn for the days up to and with this one. */
  readonly knownUntil: string;
  /** Marked if it is one of the days. */
  readonly today: string | null;
  /** Whether the unit is counted in whole numbers. */
  readonly whole: boolean;
  readonly width: number;
  readonly height: number;
  readonly words: ChartWords;
}

/** What the chart says. */
export interface ChartWords {
  /** The whole chart in a sentence. */
  readonly summary: string;
  readonly scope: string;
  readonly remaining: string;
  readonly ideal: string;
  readonly today: string;
  readonly day: (day: string) => string;
  readonly amount: (value: number) => string;
  /** With its sign. */
  readonly change: (value: number) => string;
  readonly scopeChange: (day: string, value: number) => string;
}

interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Where the drawing ends. */
  readonly edge: number;
  /** Where the day of that index begins; that of one past the last is where the last one ends. */
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
}

/**
 * A burndown: what remains and the whole scope as steps, the ideal as a line, days off as bands, and a mark on each
 * day on which the scope changed. A value holds until something happens, so nothing is smoothed.
 */
export function BurndownChart(props: BurndownChartProps) {
  const { days, committed, scopeAtStart, knownUntil, today, whole, width, height, words } = props;
  const known = days.filter(({ day }) => day <= knownUntil);
  const most = days.reduce((high, { scope }) => Math.max(high, scope), scopeAtStart);
  const ticks = niceTicks(most * 1.04, 5, whole);
  const frame = frameOf(width, height, { days: days.length, known: known.length, most: ticks.at(-1) ?? 1 });
  const { left, right, top, bottom, x, y } = frame;
  const middle = (index: number) => (x(index) + x(index + 1)) / 2;
  const todayIndex = days.findIndex(({ day }) => day === today);
  const changes = scopeChanges(known, scopeAtStart);
  const line = days.map(({ ideal }, index) => `L${x(index + 1)},${y(ideal)}`).join('');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn
    <svg role="group" aria-label={words.summary} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <g aria-hidden="true">
        {days.map(({ day, isWorking }, index) =>
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
        )}
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} stroke="var(--chart-grid)" />
            <text x={left - 8} y={y(tick)} dy="0.32em" textAnchor="end" fill="var(--chart-text)">
              {words.amount(tick)}
            </text>
          </g>
        ))}
        <DayLabels days={days} frame={frame} words={words} />
        {todayIndex < 0 ? null : (
          <g>
            <line
              x1={middle(todayIndex)}
              x2={middle(todayIndex)}
              y1={top}
              y2={bottom}
              stroke="var(--chart-today)"
              strokeDasharray="2 3"
            />
            <text x={middle(todayIndex)} y={top - 8} textAnchor="middle" fill="var(--chart-today)">
              {words.today}
            </text>
          </g>
        )}
        <path d={`M${x(0)},${y(committed)}${line}`} fill="none" stroke="var(--chart-ideal)" strokeDasharray="5 4" />
        <text x={right - 4} y={bottom - 8} textAnchor="end" fill="var(--chart-text)" {...halo}>
          {words.ideal}
        </text>
        <Step
          values={known.map(({ scope }) => scope)}
          from={scopeAtStart}
          frame={frame}
          color="scope"
          strokeWidth={1.5}
        />
        <Step
          values={known.map(({ remaining }) => remaining)}
          from={committed}
          frame={frame}
          color="remaining"
          strokeWidth={2.5}
        />
        <EndLabels known={known} frame={frame} words={words} />
      </g>
      {changes.map(({ index, day, value }) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the mark says in words what it shows, also without a mouse
        <g key={day} role="img" aria-label={words.scopeChange(day, value)} tabIndex={0} className="chart-mark">
          <title>{words.scopeChange(day, value)}</title>
          <ScopeMark x={middle(index)} y={y(known[index]?.scope ?? 0)} text={words.change(value)} />
        </g>
      ))}
    </svg>
  );
}

/** Text stays legible where it crosses a line. */
const halo = { stroke: 'var(--chart-surface)', strokeWidth: 4, strokeLinejoin: 'round', paintOrder: 'stroke' } as const;

function frameOf(width: number, height: number, of: { days: number; known: number; most: number }): Frame {
  const isNarrow = width < 560;
  // Lines that end well before the edge are named within the chart.
  const margin = isNarrow || of.known < of.days * 0.75 ? 12 : 120;
  const [left, right, top, bottom] = [40, width - margin, 28, height - 28];
  return {
    left,
    right,
    top,
    bottom,
    edge: width,
    x: (index) => left + (index / Math.max(1, of.days)) * (right - left),
    y: (value) => bottom - (value / of.most) * (bottom - top),
  };
}

function scopeChanges(known: readonly ChartDay[], first: number) {
  return known.flatMap(({ day, scope }, index) => {
    const value = Number((scope - (known[index - 1]?.scope ?? first)).toFixed(6));
    return value === 0 ? [] : [{ index, day, value }];
  });
}

function DayLabels({ days, frame, words }: Pick<BurndownChartProps, 'days' | 'words'> & { readonly frame: Frame }) {
  const { x, left, right, bottom } = frame;
  const every = Math.max(1, Math.ceil((days.length * 58) / (right - left)));
  return days.map(({ day }, index) =>
    index % every > 0 ? null : (
      <text key={day} x={(x(index) + x(index + 1)) / 2} y={bottom + 18} textAnchor="middle" fill="var(--chart-text)">
        {words.day(day)}
      </text>
    ),
  );
}

interface StepProps {
  readonly values: readonly number[];
  readonly from: number;
  readonly frame: Frame;
  readonly color: 'scope' | 'remaining';
  readonly strokeWidth: number;
}

/** A line that changes in the middle of each day and holds until the next. */
function Step({ values, from, frame, color, strokeWidth }: StepProps) {
  if (values.length === 0) return null;
  const { x, y } = frame;
  const steps = values.map((value, index) => `H${(x(index) + x(index + 1)) / 2}V${y(value)}`).join('');
  const path = `M${x(0)},${y(from)}${steps}H${x(values.length)}`;
  return (
    <path d={path} fill="none" stroke={`var(--chart-${color})`} strokeWidth={strokeWidth} strokeLinejoin="round" />
  );
}

const lineHeight = 16;

/** Names the two lines where they end; kept apart when they end close together. */
function EndLabels({
  known,
  frame,
  words,
}: Pick<BurndownChartProps, 'words'> & { known: readonly ChartDay[]; frame: Frame }) {
  const last = known.at(-1);
  if (last === undefined) return null;
  const { x, y, edge } = frame;
  const end = x(known.length);
  const isBeside = edge - end > 100;
  const at = isBeside ? { x: end + 8, textAnchor: 'start' as const } : { x: end - 4, textAnchor: 'end' as const };
  const lift = isBeside ? 4 : -8;
  const upper = y(last.scope) + lift;
  const lower = Math.max(y(last.remaining) + lift, upper + lineHeight);
  return (
    <g fontWeight={600} {...halo}>
      <text {...at} y={upper} fill="var(--chart-scope)">
        {`${words.scope} ${words.amount(last.scope)}`}
      </text>
      <text {...at} y={lower} fill="var(--chart-remaining)">
        {`${words.remaining} ${words.amount(last.remaining)}`}
      </text>
    </g>
  );
}

function ScopeMark({ x, y, text }: { readonly x: number; readonly y: number; readonly text: string }) {
  const width = 14 + text.length * 7;
  return (
    <>
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
    </>
  );
}
