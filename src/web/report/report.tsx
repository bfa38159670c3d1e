import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Iteration, Project } from '../../client/native.ts';
import type { Statement, StatementSummary } from '../../client/statements.ts';
import { statements } from '../native.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayPlan } from '../parts/may-plan.ts';
import { useMe } from '../parts/place.ts';
import { tell } from '../parts/toast.ts';
import { dayFormat } from '../words/show-days.ts';
import { useWords, type Words } from '../words/use-words.ts';
import { Causes } from './causes.tsx';
import { ReportChart } from './report-chart.tsx';
import { ReportFigures } from './report-figures.tsx';
import { ReportItems } from './report-items.tsx';
import { StatementChanges } from './statement-changes.tsx';

const RestateDialog = lazy(() => import('./restate-dialog.tsx').then((made) => ({ default: made.RestateDialog })));

interface ReportProps {
  readonly project: Project;
  readonly iteration: Iteration;
  readonly list: readonly StatementSummary[];
  readonly number: number;
}

/** One statement of a closed iteration, on the screen and on paper. */
export function Report({ project, iteration, list, number }: ReportProps) {
  const words = useWords();
  const navigate = useNavigate();
  const canPlan = mayPlan(useMe(), project.id);
  const [isRestating, setRestating] = useState(false);
  const statement = useQuery({
    queryKey: ['figures', iteration.id, 'statement', number],
    queryFn: () => statements.get(iteration.id, number),
    placeholderData: (before) => before,
  });
  const { start, end } = iteration;
  const days = dayFormat(words.language);
  return (
    <div className="stack report">
      <div>
        <div className="crumbs">
          <Link
            to="/p/$project/iterations/$iteration"
            params={{ project: project.key, iteration: iteration.id }}
            search={{}}
          >
            {iteration.title}
          </Link>
        </div>
        <h1>{words.t('report.of', { title: iteration.title })}</h1>
        <div className="facts numbers">
          <span>{start === null || end === null ? words.t('iteration.noDates') : days.range(start, end)}</span>
          {number > 1 ? <span className="event">{words.t('report.restated')}</span> : null}
        </div>
      </div>
      <div className="buttons no-print">
        <NativeSelect
          aria-label={words.t('report.statement')}
          value={String(number)}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ to: '.', search: { statement: Number(value) }, replace: true })
          }
          data={list.map((each) => ({ value: String(each.number), label: nameOf(words, each) }))}
        />
        <Button variant="default" onClick={() => print()}>
          {words.t('report.print')}
        </Button>
        {canPlan ? (
          <Button variant="default" onClick={() => setRestating(true)}>
            {words.t('report.restateAsk')}
          </Button>
        ) : null}
        <Link
          className="beside"
          to="/p/$project/iterations/$iteration/profiles"
          params={{ project: project.key, iteration: iteration.id }}
        >
          {words.t('profiles.title')}
        </Link>
      </div>
      {statement.isPending ? <Loading /> : null}
      {statement.isError ? <Trouble error={statement.error} again={statement.refetch} /> : null}
      {statement.data === undefined ? null : <Stated statement={statement.data} iteration={iteration} />}
      {isRestating ? (
        <Suspense>
          <RestateDialog
            iteration={iteration}
            onClose={() => setRestating(false)}
            onRestated={(made) => {
              setRestating(false);
              void navigate({ to: '.', search: { statement: made }, replace: true });
              tell(words.t('report.wasRestated', { title: iteration.title }));
            }}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

function Stated({ statement, iteration }: { readonly statement: Statement; readonly iteration: Iteration }) {
  const words = useWords();
  return (
    <>
      <p className="dim">
        {words.t('report.issued', { at: instant(words, statement.issuedAt), by: statement.issuedBy.name })}
        {statement.reason === null ? null : ` ${statement.reason}`}
      </p>
      <ReportFigures statement={statement} />
      <ReportChart iteration={iteration} />
      {statement.causes.length === 0 ? null : <Causes statement={statement} />}
      {statement.number === 1 ? null : (
        <StatementChanges key={statement.number} iterationId={statement.iterationId} number={statement.number} />
      )}
      <ReportItems statement={statement} title={iteration.title} />
      <p className="dim numbers hash">{words.t('report.hash', { hash: statement.hash })}</p>
    </>
  );
}

function nameOf(words: Words, { number, issuedAt, reason }: StatementSummary): string {
  const at = instant(words, issuedAt);
  return words.t(reason === null ? 'report.atClose' : 'report.anew', { number, at });
}

function instant(words: Words, at: string): string {
  const locale = words.language === 'en' ? 'en-GB' : words.language;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(at));
}
