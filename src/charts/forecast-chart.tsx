import { Frame, halo, type Scales } from './frame.tsx';

/** A possible outcome, or several that share a bar, the first to the last, and how likely that is, 0 to 1. */
export interface Outcome {
  readonly value: number;
  readonly to: number;
  readonly chance: number;
}

/** What a forecast shows and how large. */
export interface ForecastChartProps {
  /** Every outcome between the least and the most likely to matter, in order, without gaps. */
  readonly outcomes: readonly Outcome[];
  /** What is answered with 50, 85 and 95 per cent. */
  readonly answers: readonly { readonly percent: number; readonly value: number }[];
  readonly width: number;
  readonly height: number;
  readonly words: {
    readonly summary: string;
    readonly outcome: (value: number) => string;
    readonly share: (chance: number) => string;
    readonly answer: (percent: number) => string;
  };
}

/** How likely each outcome is, with lines at the answers. */
export function ForecastChart({ outcomes, answers, width, height, words }: ForecastChartProps) {
  const most = outcomes.reduce((high, { chance }) => Math.max(high, chance), 0);
  return (
    <Frame
      summary={words.summary}
      width={width}
      height={height}
      places={outcomes.length}
      most={most}
      whole={false}
      amount={words.share}
    >
      {(scales) => (
        <g aria-hidden="true">
          {outcomes.map(({ value, chance }, index) => (
            <rect
              key={value}
              x={scales.x(index + 0.08)}
              y={scales.y(chance)}
              width={scales.x(index + 0.92) - scales.x(index + 0.08)}
              height={scales.bottom - scales.y(chance)}
              fill="var(--chart-remaining)"
              fillOpacity={0.55}
            >
              <title>{`${words.outcome(value)}: ${words.share(chance)}`}</title>
            </rect>
          ))}
          <OutcomeNames outcomes={outcomes} words={words} scales={scales} />
          {answers.map((answer, row) => (
            <Answer key={answer.percent} answer={answer} row={row} outcomes={outcomes} words={words} scales={scales} />
          ))}
        </g>
      )}
    </Frame>
  );
}

const nameWidth = 36;

function OutcomeNames({
  outcomes,
  words,
  scales,
}: Pick<ForecastChartProps, 'outcomes' | 'words'> & { scales: Scales }) {
  const every = Math.max(1, Math.ceil((outcomes.length * nameWidth) / (scales.right - scales.left)));
  return outcomes.map(({ value }, index) =>
    index % every > 0 ? null : (
      <text key={value} x={scales.x(index + 0.5)} y={scales.bottom + 18} textAnchor="middle" fill="var(--chart-text)">
        {words.outcome(value)}
      </text>
    ),
  );
}

function Answer({
  answer,
  row,
  outcomes,
  words,
  scales,
}: Pick<ForecastChartProps, 'outcomes' | 'words'> & {
  readonly answer: ForecastChartProps['answers'][number];
  readonly row: number;
  readonly scales: Scales;
}) {
  const index = outcomes.findIndex(({ value, to }) => value <= answer.value && answer.value <= to);
  if (index < 0) return null;
  const x = scales.x(index + 0.5);
  const y = scales.top + 4 + row * 16;
  const isRight = x > (scales.left + scales.right) / 2;
  return (
    <>
      <line x1={x} x2={x} y1={y} y2={scales.bottom} stroke="var(--chart-scope)" strokeDasharray="2 3" />
      <text
        x={isRight ? x - 5 : x + 5}
        y={y + 8}
        textAnchor={isRight ? 'end' : 'start'}
        fill="var(--chart-text)"
        {...halo}
      >
        {`${words.answer(answer.percent)}: ${words.outcome(answer.value)}`}
      </text>
    </>
  );
}
