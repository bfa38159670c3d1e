import { Button } from '@mantine/core';
import type { Statement } from '../../client/statements.ts';
import { numberIn } from '../parts/amounts.ts';
import { csv } from '../parts/csv.ts';
import { saveFile } from '../parts/save-file.ts';
import { TableBox } from '../parts/table-box.tsx';
import { useWords } from '../words/use-words.ts';
import { outcomeWord } from './outcome-word.ts';

interface ReportItemsProps {
  readonly statement: Statement;
  readonly title: string;
}

/** Every item that the iteration held at its close, with what became of it, to be read and to be kept. */
export function ReportItems({ statement, title }: ReportItemsProps) {
  const words = useWords();
  const head = (['key', 'item', 'committed', 'points', 'outcome', 'carries'] as const).map((name) =>
    words.t(`report.column.${name}`),
  );
  const outcomeOf = (text: string) => outcomeWord(words, text);
  const save = () => {
    const rows = statement.items.map(({ key, title: name, committed, points, outcome, carryCount }) => [
      key,
      name,
      committed,
      points,
      outcomeOf(outcome),
      carryCount,
    ]);
    saveFile(`${title} ${words.t('report.title')}.csv`, 'text/csv', csv(head, rows));
  };
  return (
    <section className="card" aria-labelledby="report-items">
      <div className="card-head">
        <h2 id="report-items">{words.t('iteration.tab.items')}</h2>
        <Button className="no-print" size="compact-sm" variant="subtle" onClick={save}>
          {words.t('iteration.saveCsv')}
        </Button>
      </div>
      <TableBox name={words.t('iteration.tab.items')}>
        <thead>
          <tr>
            {head.map((name, index) => (
              <th key={name} scope="col" className={index === 1 ? 'text-cell' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {statement.items.map(({ id, key, title: name, committed, points, isUnestimated, outcome, carryCount }) => (
            <tr key={id}>
              <th scope="row">{key}</th>
              <td className="text-cell">{name}</td>
              <td>{committed === null ? '–' : numberIn(words, committed)}</td>
              <td>{isUnestimated ? '–' : numberIn(words, points)}</td>
              <td>{outcomeOf(outcome)}</td>
              <td>{carryCount === 0 ? '' : carryCount}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </section>
  );
}
