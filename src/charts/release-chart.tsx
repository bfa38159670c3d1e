import { Frame, halo, type Scales } from './frame.tsx';
import { Straight } from './lines.tsx';

/** Where a release stands at the end of one of its iterations, from its beginning on. */
export interface ReleaseStage {
  readonly key: string;
  readonly name: string;
  /** Done by then; null for one that has not been closed. */
  readonly done: number | null;
  /** All that was to be done by then, as it was known then; null for one that has not been closed. */
  readonly scope: number | null;
  /** Done and planned by then. */
  readonly planned: number;
  /** What is done by then with 50, 85 and 95 per cent at least; null where that is not foretold. */
  readonly range: { readonly p50: number; readonly p85: number; readonly p95: number } | null;
  /** The stage in words. */
  readonly label: string;
}

/** What a release's chart shows and how large. */
export interface ReleaseChartProps {
  readonly stages: readonly ReleaseStage[];
  /** All that is to be done, as far as is known now. */
  readonly scope: number;
  /** What was known of it at the beginning; null where nobody knows. */
  readonly scopeAtStart: number | null;
  readonly whole: boolean;
  readonly width: number;
  readonly height: number;
  readonly words: {
    readonly summary: string;
    readonly scope: string;
    readonly amount: (value: number) => string;
  };
}

/**
 * A burn-up over the iterations of a release: what is done by the end of each, the whole scope as it was known at the time,
 * what is planned as a dashed line up to it, and what is to be expected as a fan from where it stands now.
 */
export function ReleaseChart({ stages, scope, scopeAtStart, whole, width, height, words }: ReleaseChartProps) {
  const closed = stages.filter(({ done }) => done !== null);
  const done = closed.map((stage) => stage.done ?? 0);
  const isOver = closed.length === stages.length;
  const now = { x: closed.length, value: done.at(-1) ?? 0 };
  const foretold = stages.flatMap(({ range }, index) => (range === null ? [] : [{ x: index + 1, range }]));
  const ray = (percent: 'p50' | 'p85' | 'p95') => [
    now,
    ...foretold.map(({ x, range }) => ({ x, value: range[percent] })),
  ];
  const known = knownScope(stages, scope, scopeAtStart);
  const most = Math.max(
    scope,
    ...known.map(({ value }) => value),
    ...stages.map(({ planned, range }) => Math.max(planned, range?.p50 ?? 0)),
  );
  return (
    <Frame
      summary={words.summary}
      width={width}
      height={height}
      places={stages.length}
      most={most}
      whole={whole}
      amount={words.amount}
    >
      {(scales) => (
        <>
          <g aria-hidden="true" pointerEvents="none">
            <Straight points={known} scales={scales} tone="scope" width={1.5} />
            <Straight
              points={[{ x: 0, value: 0 }, ...stages.map(({ planned }, index) => ({ x: index + 1, value: planned }))]}
              scales={scales}
              tone="ideal"
              width={1}
              dashes="5 4"
            />
            {foretold.length === 0 ? null : (
              <>
                <path d={fanPath(ray('p50'), ray('p95'), scales)} fill="var(--chart-remaining)" fillOpacity={0.14} />
                <Straight points={ray('p50')} scales={scales} tone="remaining" width={1} dashes="2 3" />
                <Straight points={ray('p85')} scales={scales} tone="remaining" width={2} />
                <Straight points={ray('p95')} scales={scales} tone="remaining" width={1} dashes="2 3" />
              </>
            )}
            <Straight
              points={[{ x: 0, value: 0 }, ...done.map((value, index) => ({ x: index + 1, value }))]}
              scales={scales}
              tone="done"
              width={2.5}
            />
            <text
              x={isOver ? scales.right : scales.x(closed.length) + 8}
              y={scales.y(scope) - 8}
              textAnchor={isOver ? 'end' : 'start'}
              fill="var(--chart-scope)"
              fontWeight={600}
              {...halo}
            >
              {`${words.scope} ${words.amount(scope)}`}
            </text>
          </g>
          {stages.map((stage, index) => (
            <Stage key={stage.key} stage={stage} index={index} scales={scales} />
          ))}
        </>
      )}
    </Frame>
  );
}

/** All that was to be done, as it was known from the beginning on: what it is now holds from the last close to the end. */
function knownScope(stages: readonly ReleaseStage[], scope: number, atStart: number | null): Corner[] {
  const closed = stages.filter(({ done }) => done !== null);
  const before = closed.map((stage, index) => ({ x: index + 1, value: stage.scope ?? scope }));
  const now = { x: closed.length, value: scope };
  return [{ x: 0, value: atStart ?? before[0]?.value ?? scope }, ...before, now, { x: stages.length, value: scope }];
}

interface Corner {
  readonly x: number;
  readonly value: number;
}

/** The area between two lines that begin in one point. */
function fanPath(upper: readonly Corner[], lower: readonly Corner[], scales: Scales): string {
  const corners = [...upper, ...lower.toReversed()].map(({ x, value }) => `${scales.x(x)} ${scales.y(value)}`);
  return `M${corners.join('L')}Z`;
}

function Stage({
  stage,
  index,
  scales,
}: {
  readonly stage: ReleaseStage;
  readonly index: number;
  readonly scales: Scales;
}) {
  const { x, y, top, bottom } = scales;
  const [left, right] = [x(index), x(index + 1)];
  const value = stage.done ?? stage.range?.p85 ?? stage.planned;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the stage says in words what it shows, also without a mouse
    <g role="img" aria-label={stage.label} tabIndex={0} className="chart-mark">
      <title>{stage.label}</title>
      <rect x={left} y={top} width={right - left} height={bottom - top} fill="transparent" />
      <circle
        cx={right}
        cy={y(value)}
        r={4}
        fill={`var(--chart-${stage.done === null ? 'remaining' : 'done'})`}
        stroke="var(--chart-surface)"
        strokeWidth={1.5}
      />
      <text x={(left + right) / 2} y={bottom + 18} textAnchor="middle" fill="var(--chart-text)">
        {stage.name}
      </text>
    </g>
  );
}
