import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Project, Velocity } from '../../client/native.ts';
import { native } from '../native.ts';
import { numberIn, type Unit } from '../parts/amounts.ts';
import { csv } from '../parts/csv.ts';
import { mayPlan } from '../parts/may-plan.ts';
import { useMe } from '../parts/place.ts';
import { saveFile } from '../parts/save-file.ts';
import { TableBox } from '../parts/table-box.tsx';
import { tellTrouble } from '../parts/toast.ts';
import { dayFormat } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

const ExcludeDialog = lazy(() => import('./exclude-dialog.tsx').then((made) => ({ default: made.ExcludeDialog })));

interface VelocityTableProps {
  readonly project: Project;
  readonly velocity: Velocity;
  readonly unit: Unit;
}

type Row = Velocity['iterations'][number];

/** The bars in figures; here an iteration that was no ordinary one is left out of what is foretold. */
export function VelocityTable({ project, velocity, unit }: VelocityTableProps) {
  const words = useWords();
  const queries = useQueryClient();
  const canPlan = mayPlan(useMe(), project.id);
  const [asked, ask] = useState<Row | null>(null);
  const mark = useMutation({
    mutationFn: async ({ row, reason }: { readonly row: Row; readonly reason: string | null }) => {
      const { version } = await native.getSample(row.id);
      return native.setSample(row.id, version, { excluded: reason !== null, ...(reason === null ? {} : { reason }) });
    },
    onError: (error) => tellTrouble(words, error),
    onSettled: () => queries.invalidateQueries({ queryKey: ['velocity', project.id] }),
  });
  const { short } = dayFormat(words.language);
  const number = (value: number | undefined) => (value === undefined ? '–' : numberIn(words, value));
  const head = (['iteration', 'closedOn', 'committed', 'completed', 'carried'] as const).map((name) =>
    words.t(`velocity.column.${name}`),
  );
  const save = () => {
    const rows = velocity.iterations.map(({ title, finishedDay, committed, completed, carried }) => [
      title,
      finishedDay,
      committed?.[unit] ?? null,
      completed[unit],
      carried?.[unit] ?? null,
    ]);
    saveFile(`${project.title} velocity.csv`, 'text/csv', csv(head, rows));
  };
  if (velocity.iterations.length === 0) return null;
  return (
    <>
      <TableBox name={words.t('velocity.chart')}>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">{words.t('velocity.column.counts')}</th>
          </tr>
        </thead>
        <tbody>
          {velocity.iterations.toReversed().map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <Link
                  to="/p/$project/iterations/$iteration"
                  params={{ project: project.key, iteration: row.id }}
                  search={{}}
                >
                  {row.title}
                </Link>
              </th>
              <td>{short(row.finishedDay)}</td>
              <td>{number(row.committed?.[unit])}</td>
              <td>{number(row.completed[unit])}</td>
              <td>{number(row.carried?.[unit])}</td>
              <td>
                <input
                  type="checkbox"
                  disabled={!canPlan || mark.isPending}
                  checked={!row.isExcluded}
                  title={row.reason ?? undefined}
                  aria-label={words.t('velocity.counts', { title: row.title })}
                  onChange={() => (row.isExcluded ? mark.mutate({ row, reason: null }) : ask(row))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </TableBox>
      <Button size="compact-sm" variant="subtle" onClick={save}>
        {words.t('iteration.saveCsv')}
      </Button>
      {asked === null ? null : (
        <Suspense>
          <ExcludeDialog
            title={asked.title}
            onClose={() => ask(null)}
            onReason={(reason) => {
              mark.mutate({ row: asked, reason });
              ask(null);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
