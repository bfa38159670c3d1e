import { type ChartDay, scopeChanges } from '../../charts/chart-day.ts';
import { differenceIn, numberIn } from '../parts/amounts.ts';
import { dayFormat } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import { FigureTable } from './figure-table.tsx';

interface ProgressTableProps {
  readonly days: readonly ChartDay[];
  readonly scopeAtStart: number;
  readonly fileName: string;
}

/** What the chart draws of each day; the ideal by the hours of the team where these are planned. */
export function ProgressTable({ days, scopeAtStart, fileName }: ProgressTableProps) {
  const words = useWords();
  const { short } = dayFormat(words.language);
  const number = (value: number) => numberIn(words, value);
  const changed = new Map(scopeChanges(days, scopeAtStart).map(({ day, value }) => [day, value]));
  const isPlanned = days.some(({ idealByCapacity }) => idealByCapacity !== null);
  const names = isPlanned
    ? (['day', 'remaining', 'ideal', 'byCapacity', 'rebased', 'scope', 'change', 'done'] as const)
    : (['day', 'remaining', 'ideal', 'rebased', 'scope', 'change', 'done'] as const);
  return (
    <FigureTable
      name={words.t('iteration.progress')}
      head={names.map((name) => words.t(`iteration.${name}`))}
      fileName={fileName}
      rows={days.map(({ day, remaining, ideal, idealByCapacity, rebased, scope, done }) => {
        const change = changed.get(day);
        const left = [remaining, ideal, ...(isPlanned ? [idealByCapacity ?? ideal] : []), rebased, scope];
        return {
          key: day,
          shown: [
            short(day),
            ...left.map(number),
            change === undefined ? '' : differenceIn(words, change),
            number(done),
          ],
          kept: [day, ...left, change ?? 0, done],
        };
      })}
    />
  );
}
