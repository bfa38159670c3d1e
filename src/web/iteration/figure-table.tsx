import { Button } from '@mantine/core';
import { csv } from '../parts/csv.ts';
import { saveFile } from '../parts/save-file.ts';
import { TableBox } from '../parts/table-box.tsx';
import { useWords } from '../words/use-words.ts';

/** A line of a table: as it is read, and as it is kept. */
export interface FigureRow {
  readonly key: string;
  readonly shown: readonly string[];
  readonly kept: readonly (string | number | null)[];
}

interface FigureTableProps {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly FigureRow[];
  readonly fileName: string;
}

/** What a chart draws, in figures, to be read and to be kept; the first of each row names it. */
export function FigureTable({ name, head, rows, fileName }: FigureTableProps) {
  const words = useWords();
  const save = () =>
    saveFile(
      `${fileName}.csv`,
      'text/csv',
      csv(
        head,
        rows.map(({ kept }) => kept),
      ),
    );
  return (
    <details>
      <summary>{words.t('iteration.asTable')}</summary>
      <TableBox name={name}>
        <thead>
          <tr>
            {head.map((each) => (
              <th key={each} scope="col">
                {each}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, shown: [first, ...others] }) => (
            <tr key={key}>
              <th scope="row">{first}</th>
              {others.map((text, index) => (
                <td key={head[index + 1]}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </TableBox>
      <Button size="compact-sm" variant="subtle" onClick={save}>
        {words.t('iteration.saveCsv')}
      </Button>
    </details>
  );
}
