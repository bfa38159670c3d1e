import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { StatementDiff } from '../../client/statements.ts';
import { statements } from '../native.ts';
import { amountIn, changeIn, numberIn } from '../parts/amounts.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { TableBox } from '../parts/table-box.tsx';
import { useWords, type Words } from '../words/use-words.ts';
import { outcomeWord } from './outcome-word.ts';

interface StatementChangesProps {
  readonly iterationId: number;
  /** Of the statement that is shown; not the first. */
  readonly number: number;
}

/** What differs between a statement and an earlier one: figures, and items. */
export function StatementChanges({ iterationId, number }: StatementChangesProps) {
  const words = useWords();
  const [chosen, choose] = useState<number | null>(null);
  const against = chosen !== null && chosen < number ? chosen : number - 1;
  const diff = useQuery({
    queryKey: ['figures', iterationId, 'diff', number, against],
    queryFn: () => statements.compare(iterationId, number, against),
    placeholderData: (before) => before,
  });
  return (
    <section className="card stack small" aria-labelledby="changes">
      <div className="card-head">
        <h2 id="changes">{words.t('report.changes', { against })}</h2>
        {number > 2 ? (
          <NativeSelect
            className="no-print"
            aria-label={words.t('report.against')}
            value={String(against)}
            onChange={({ currentTarget: { value } }) => choose(Number(value))}
            data={Array.from({ length: number - 1 }, (_, index) => ({
              value: String(index + 1),
              label: words.t('report.statementNumber', { number: index + 1 }),
            }))}
          />
        ) : null}
      </div>
      {diff.isError ? <Trouble error={diff.error} again={diff.refetch} /> : null}
      {diff.isPending ? <Loading /> : null}
      {diff.data === undefined ? null : <Changes diff={diff.data} />}
    </section>
  );
}

function Changes({ diff }: { readonly diff: StatementDiff }) {
  const words = useWords();
  if (diff.figures.length === 0 && diff.items.length === 0) return <p className="dim">{words.t('report.noChanges')}</p>;
  return (
    <>
      <TableBox name={words.t('report.figures')}>
        <thead>
          <tr>
            {(['figure', 'before', 'after', 'change'] as const).map((name) => (
              <th key={name} scope="col">
                {words.t(`report.column.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {diff.figures.map(({ figure, before, after, change }) => {
            const unit = change.points === 0 ? 'items' : 'points';
            return (
              <tr key={figure}>
                <th scope="row" className="text-cell">
                  {words.t(`report.figure.${figure}`)}
                </th>
                <td>{amountIn(words, unit, before[unit])}</td>
                <td>{amountIn(words, unit, after[unit])}</td>
                <td className="event">{changeIn(words, unit, change[unit])}</td>
              </tr>
            );
          })}
        </tbody>
      </TableBox>
      <ul className="change-list">
        {diff.items.map(({ before, after }) => (
          <li key={(after ?? before)?.id}>
            <span className="item-title">{`${(after ?? before)?.key ?? ''} ${(after ?? before)?.title ?? ''}`}</span>
            <span className="dim">{itemText(words, before, after)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function itemText(
  words: Words,
  before: StatementDiff['items'][number]['before'],
  after: StatementDiff['items'][number]['after'],
): string {
  const told = (item: NonNullable<typeof before>) =>
    `${outcomeWord(words, item.outcome)}, ${item.isUnestimated ? '–' : numberIn(words, item.points)}`;
  if (before === null) return after === null ? '' : told(after);
  if (after === null) return words.t('report.goneItem', { before: told(before) });
  return told(before) === told(after) ? words.t('report.otherwise') : `${told(before)} → ${told(after)}`;
}
