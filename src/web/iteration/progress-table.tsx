import { Button } from '@mantine/core';
import { type ChartDay, scopeChanges } from '../../charts/chart-day.ts';
import { differenceIn, numberIn } from '../parts/amounts.ts';
import { csv } from '../parts/csv.ts';
import { saveFile } from '../parts/save-file.ts';
import { dayFormat } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

interface ProgressTableProps {
  readonly days: readonly ChartDay[];
  readonly scopeAtStart: number;
  readonly fileName: string;
}

/** What the chart draws, in figures, to be read and to be kept. */
export function ProgressTable({ days, scopeAtStart, fileName }: ProgressTableProps) {
  const words = useWords();
  const { short } = dayFormat(words.language);
  const number = (value: number) => numberIn(words, value);
  const changed = new Map(scopeChanges(days, scopeAtStart).map(({ day, value }) => [day, value]));
  const head = (['day', 'remaining', 'ideal', 'rebased', 'scope', 'change', 'done'] as const).map((name) =>
    words.t(`iteration.${name}`),
  );
  const save = () => {
    const rows = days.map(({ day, remaining, ideal, rebased, scope, done }) => [
      day,
      remaining,
      ideal,
      rebased,
      scope,
      changed.get(day) ?? 0,
      done,
    ]);
    saveFile(`${fileName}.csv`, 'text/csv', csv(head, rows));
  };
  return (
    <details>
      <summary>{words.t('iteration.asTable')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reachable without a mouse */}
      <section className="table-box" tabIndex={0} aria-label={words.t('iteration.progress')}>
        <table>
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, remaining, ideal, rebased, scope, done }) => (
              <tr key={day}>
                <th scope="row">{short(day)}</th>
                <td>{number(remaining)}</td>
                <td>{number(ideal)}</td>
                <td>{number(rebased)}</td>
                <td>{number(scope)}</td>
                <td>{changed.has(day) ? differenceIn(words, changed.get(day) ?? 0) : ''}</td>
                <td>{number(done)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Button size="compact-sm" variant="subtle" onClick={save}>
        {words.t('iteration.saveCsv')}
      </Button>
    </details>
  );
}
