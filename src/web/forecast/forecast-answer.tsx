import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useRef } from 'react';
import { ForecastChart } from '../../charts/forecast-chart.tsx';
import type { Forecast } from '../../client/forecasts.ts';
import { FigureTable } from '../iteration/figure-table.tsx';
import { numberIn } from '../parts/amounts.ts';
import { ChartFiles } from '../parts/chart-files.tsx';
import { dayFormat, momentIn } from '../words/show-days.ts';
import { useWords, type Words } from '../words/use-words.ts';

interface ForecastAnswerProps {
  readonly forecast: Forecast;
  readonly fileName: string;
}

type Answer = NonNullable<Forecast['answer']>;
const percents = [50, 70, 85, 95] as const;

/** What was answered, in sentences and as a chart, with what it was reckoned from; or why nothing could be. */
export function ForecastAnswer({ forecast, fileName }: ForecastAnswerProps) {
  const words = useWords();
  const { answer, askedAt, sample, inputsHash, method, outcome, isScored } = forecast;
  const asked = `${questionText(words, forecast)} ${words.t('forecast.askedAt', { at: momentIn(words.language, askedAt) })}`;
  const known = sample.values.reduce((sum, values) => sum + values.length, 0);
  if (answer === null) {
    return (
      <div className="stack small" role="status">
        <p className="dim">{asked}</p>
        <p>{words.t(isOfDays(forecast) ? 'forecast.tooFewDays' : 'forecast.tooFewIterations')}</p>
      </div>
    );
  }
  return (
    <div className="stack small" role="status">
      <p className="dim">{asked}</p>
      <ul className="forecast-answers numbers">
        {percents.map((percent) => (
          <li key={percent}>
            <span className="dim">{words.t('velocity.percent', { percent })}</span>
            <strong>{answerText(words, forecast, answer, percent)}</strong>
          </li>
        ))}
      </ul>
      <Chart forecast={forecast} answer={answer} fileName={fileName} />
      <p className="dim numbers">
        {words.t(isOfDays(forecast) ? 'forecast.sampleDays' : 'forecast.sampleIterations', {
          count: known,
          window: sample.window,
        })}{' '}
        {words.t(method === 'exact' ? 'forecast.exact' : 'forecast.simulated', { hash: inputsHash.slice(0, 12) })}
      </p>
      {outcome === null ? null : <p>{words.t('forecast.came', { outcome: amountText(words, forecast, outcome) })}</p>}
      {isScored ? null : <p className="dim">{words.t('forecast.notScored')}</p>}
    </div>
  );
}

function Chart({ forecast, answer, fileName }: ForecastAnswerProps & { readonly answer: Answer }) {
  const words = useWords();
  const theme = useComputedColorScheme('light');
  const { ref, width, height } = useElementSize();
  const box = useRef<HTMLDivElement>(null);
  const share = (chance: number) =>
    words.t('velocity.percent', { percent: numberIn(words, Math.round(chance * 1000) / 10) });
  const marks = ([50, 85, 95] as const).flatMap((percent) => {
    const value = answer[`p${percent}`];
    return value === null ? [] : [{ percent, value }];
  });
  return (
    <div ref={box}>
      <div className="chart" ref={ref}>
        {width === 0 ? null : (
          <ForecastChart
            outcomes={answer.histogram.map(({ from, to, chance }) => ({ value: from, to, chance }))}
            answers={marks}
            width={width}
            height={height}
            words={{
              summary: percents
                .map(
                  (percent) =>
                    `${words.t('velocity.percent', { percent })}: ${answerText(words, forecast, answer, percent)}`,
                )
                .join('; '),
              outcome: (value) => numberIn(words, value),
              share,
              answer: (percent) => words.t('velocity.percent', { percent }),
            }}
          />
        )}
      </div>
      <p className="dim">{words.t(axisWord(forecast))}</p>
      <ChartFiles box={box} theme={theme} name={`${fileName} forecast`} />
      <FigureTable
        name={words.t('forecast.title')}
        head={[words.t(axisWord(forecast)), words.t('forecast.chance')]}
        fileName={`${fileName} forecast`}
        rows={answer.histogram.map(({ from, to, chance }) => {
          const name = from === to ? numberIn(words, from) : `${numberIn(words, from)}–${numberIn(words, to)}`;
          return { key: name, shown: [name, share(chance)], kept: [from === to ? from : name, chance] };
        })}
      />
    </div>
  );
}

function isOfDays({ question }: Forecast): boolean {
  return question.kind === 'when' || question.kind === 'in_turn' || question.kind === 'how_many';
}

function axisWord({ question }: Forecast) {
  if (question.kind === 'how_many') return 'forecast.axisItems';
  if (question.kind === 'points') return 'forecast.axisPoints';
  return question.kind === 'when_points' ? 'forecast.axisIterations' : 'forecast.axisDays';
}

/** An amount of what the question asks for. */
function amountText({ t }: Words, { question }: Forecast, count: number): string {
  if (question.kind === 'how_many') return t('amounts.items', { count });
  if (question.kind === 'points') return t('amounts.points', { count });
  return question.kind === 'when_points' ? t('forecast.inIterations', { count }) : t('forecast.inDays', { count });
}

function answerText(words: Words, forecast: Forecast, answer: Answer, percent: (typeof percents)[number]): string {
  const value = answer[`p${percent}`];
  if (value === null) return words.t('forecast.beyond');
  const amount = amountText(words, forecast, value);
  const day = forecast.dates?.[`p${percent}`] ?? null;
  if (day !== null) return words.t('forecast.byDay', { day: dayFormat(words.language).long(day), amount });
  const isAtLeast = forecast.question.kind === 'how_many' || forecast.question.kind === 'points';
  return words.t(isAtLeast ? 'forecast.atLeast' : 'forecast.within', { amount });
}

/** What was asked; what the server keeps of a question besides its kind is its own. */
function questionText(words: Words, { question, firstDay, until }: Forecast): string {
  const { long } = dayFormat(words.language);
  const days = firstDay === null || until === null ? '' : ` (${long(firstDay)} – ${long(until)})`;
  const told: Readonly<Record<string, unknown>> = question;
  const number = (name: string) => {
    const value = told[name];
    return typeof value === 'number' ? value : 0;
  };
  if (question.kind === 'how_many') return words.t('forecast.askedHowMany', { count: number('days') }) + days;
  if (question.kind === 'points') return words.t('forecast.askedPoints', { count: number('iterations') });
  if (question.kind === 'when_points') return words.t('forecast.askedWhenPoints', { count: number('points') });
  return words.t('forecast.askedWhen', { count: itemsIn(told['parts']) });
}

function itemsIn(parts: unknown): number {
  if (!Array.isArray(parts)) return 0;
  return parts.reduce<number>((sum, part: unknown) => {
    const isPart = typeof part === 'object' && part !== null && 'items' in part && typeof part.items === 'number';
    return isPart ? sum + Number(part.items) : sum;
  }, 0);
}
