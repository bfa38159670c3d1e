import { Frame, type Scales } from './frame.tsx';

/** What one closed iteration came to, in one unit. */
export interface VelocityBar {
  readonly id: number;
  readonly name: string;
  readonly committed: number;
  readonly completed: number;
  /** Unfinished at the close and taken along. */
  readonly carried: number;
  /** Kept out of the sample by the team, and shown nevertheless. */
  readonly isExcluded: boolean;
  /** The bar in words. */
  readonly label: string;
}

/** What an iteration to come is likely to bring: with 85 of 100 at least `low`, with 15 at least `high`. */
export interface VelocityBand {
  readonly name: string;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  readonly label: string;
}

/** What a velocity chart shows and how large. */
export interface VelocityChartProps {
  readonly bars: readonly VelocityBar[];
  readonly bands: readonly VelocityBand[];
  /** Mean of the sample; no line without one. */
  readonly mean: number | null;
  readonly whole: boolean;
  readonly width: number;
  readonly height: number;
  readonly words: {
    readonly summary: string;
    readonly mean: string;
    readonly amount: (value: number) => string;
  };
  /** Makes names within the drawing unique where several stand on one page. */
  readonly id: string;
}

/** From this width on there is room for a name beside the bars. */
const wide = 520;
const letterWidth = 7;

/**
 * Velocity: for each closed iteration what was committed as an outline, what was completed as a solid bar and what was
 * carried on hatched upon it; excluded ones pale. Then the range in which the next ones are likely to end.
 */
export function VelocityChart({ bars, bands, mean, whole, width, height, words, id }: VelocityChartProps) {
  const heights = [
    ...bars.flatMap(({ committed, completed, carried }) => [committed, completed + carried]),
    ...bands.map(({ high }) => high),
  ];
  const hatch = `${id}-carried`;
  const name = mean === null ? '' : `${words.mean} ${words.amount(mean)}`;
  const isWide = width >= wide;
  return (
    <Frame
      summary={words.summary}
      width={width}
      height={height}
      places={bars.length + bands.length}
      most={Math.max(0, ...heights)}
      whole={whole}
      amount={words.amount}
      {...(isWide && mean !== null ? { margin: name.length * letterWidth + 12 } : {})}
    >
      {(scales) => (
        <>
          <defs>
            <pattern id={hatch} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <line x1={0} y1={0} x2={0} y2={6} stroke="var(--chart-scope)" strokeWidth={2} />
            </pattern>
          </defs>
          {bars.map((bar, index) => (
            <Bar key={bar.id} bar={bar} index={index} hatch={hatch} words={words} scales={scales} />
          ))}
          {bands.map((band, index) => (
            <Band key={band.name} band={band} index={bars.length + index} scales={scales} />
          ))}
          {mean === null ? null : (
            <g aria-hidden="true" pointerEvents="none">
              <line
                x1={scales.left}
                x2={scales.right}
                y1={scales.y(mean)}
                y2={scales.y(mean)}
                stroke="var(--chart-ideal)"
                strokeDasharray="5 4"
              />
              {isWide ? (
                <text x={scales.right + 6} y={scales.y(mean)} dy="0.32em" fill="var(--chart-text)">
                  {name}
                </text>
              ) : (
                <text x={scales.left} y={14} fill="var(--chart-text)">
                  {name}
                </text>
              )}
            </g>
          )}
        </>
      )}
    </Frame>
  );
}

/** The middle half of a place belongs to its bar. */
function sides(index: number, { x }: Scales) {
  const left = x(index + 0.22);
  return { left, breadth: x(index + 0.78) - left, middle: x(index + 0.5) };
}

function Bar({
  bar,
  index,
  hatch,
  words,
  scales,
}: { readonly bar: VelocityBar; readonly index: number; readonly hatch: string; readonly scales: Scales } & Pick<
  VelocityChartProps,
  'words'
>) {
  const { left, breadth, middle } = sides(index, scales);
  const { y, bottom } = scales;
  const top = y(bar.completed);
  const above = y(bar.completed + bar.carried);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the bar says in words what it shows, also without a mouse
    <g role="img" aria-label={bar.label} tabIndex={0} className="chart-mark" opacity={bar.isExcluded ? 0.45 : 1}>
      <title>{bar.label}</title>
      <rect x={left} y={top} width={breadth} height={bottom - top} fill="var(--chart-done)" />
      <rect x={left} y={above} width={breadth} height={top - above} fill={`url(#${hatch})`} />
      <rect
        x={left - 3}
        y={y(bar.committed)}
        width={breadth + 6}
        height={bottom - y(bar.committed)}
        fill="none"
        stroke="var(--chart-scope)"
        strokeWidth={1.5}
      />
      <text
        x={middle}
        y={Math.min(above, y(bar.committed)) - 6}
        textAnchor="middle"
        fill="var(--chart-text)"
        fontWeight={600}
      >
        {words.amount(bar.completed)}
      </text>
      <Name name={bar.name} index={index} scales={scales} />
    </g>
  );
}

function Band({
  band,
  index,
  scales,
}: {
  readonly band: VelocityBand;
  readonly index: number;
  readonly scales: Scales;
}) {
  const { left, breadth } = sides(index, scales);
  const { y } = scales;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the band says in words what it shows, also without a mouse
    <g role="img" aria-label={band.label} tabIndex={0} className="chart-mark">
      <title>{band.label}</title>
      <rect
        x={left}
        y={y(band.high)}
        width={breadth}
        height={Math.max(2, y(band.low) - y(band.high))}
        fill="var(--chart-remaining)"
        fillOpacity={0.18}
        stroke="var(--chart-remaining)"
        strokeDasharray="3 3"
      />
      <line
        x1={left}
        x2={left + breadth}
        y1={y(band.middle)}
        y2={y(band.middle)}
        stroke="var(--chart-remaining)"
        strokeWidth={2}
      />
      <Name name={band.name} index={index} scales={scales} />
    </g>
  );
}

/** The name below a bar, cut where the next one begins; the whole of it is in the bar's label. */
function Name({ name, index, scales }: { readonly name: string; readonly index: number; readonly scales: Scales }) {
  const letters = Math.max(2, Math.floor((scales.x(index + 1) - scales.x(index)) / letterWidth));
  const shown = [...name].length <= letters ? name : `…${[...name].slice(-(letters - 1)).join('')}`;
  return (
    <text x={scales.x(index + 0.5)} y={scales.bottom + 18} textAnchor="middle" fill="var(--chart-text)">
      {shown}
    </text>
  );
}
