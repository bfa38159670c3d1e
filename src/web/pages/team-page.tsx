import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { AddPerson } from '../capacity/add-person.tsx';
import { patternsQuery } from '../capacity/capacity-queries.ts';
import { hoursInWeek } from '../capacity/hours-in-week.ts';
import { planEverybody } from '../capacity/save-pattern.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayPlan } from '../parts/may-plan.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe, useProject } from '../parts/place.ts';
import { tell, tellTrouble } from '../parts/toast.ts';
import { calendarQuery, membersQuery } from '../queries.ts';
import { PatternsList } from '../settings/patterns-list.tsx';
import { useWords } from '../words/use-words.ts';

const PatternDialog = lazy(() =>
  import('../capacity/pattern-dialog.tsx').then((made) => ({ default: made.PatternDialog })),
);

/** Who works when for a project: on which weekdays, how long, and how much of that is for its plan. */
export function TeamPage() {
  const words = useWords();
  const { t } = words;
  const project = useProject();
  const queries = useQueryClient();
  const canPlan = mayPlan(useMe(), project.id);
  const patternsKey = patternsQuery({ of: 'projects', id: project.id });
  const patterns = useQuery(patternsKey);
  const members = useQuery(membersQuery(project.id));
  const calendar = useQuery(calendarQuery(project.id));
  const [asked, ask] = useState<number | null>(null);
  usePageTitle(t('team.title'));
  const readAgain = () =>
    Promise.all(
      [patternsKey.queryKey, ['figures'], ['burndown']].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
  const planAll = useMutation({
    mutationFn: () => planEverybody(project.id, members.data ?? []),
    onError: (error) => tellTrouble(words, error),
    onSettled: readAgain,
  });
  const head = (
    <div>
      <h1>{t('team.title')}</h1>
      <p className="dim">{t('team.lead')}</p>
    </div>
  );
  const failed = [patterns, members, calendar].find(({ isError }) => isError);
  if (failed !== undefined) {
    return (
      <>
        {head}
        <Trouble error={failed.error} again={failed.refetch} />
      </>
    );
  }
  if (!patterns.data || !members.data || !calendar.data) {
    return (
      <>
        {head}
        <Loading />
      </>
    );
  }
  const people = members.data;
  const planned = patterns.data.patterns;
  const nameOf = (personId: number) => people.find(({ id }) => id === personId)?.name ?? `#${personId}`;
  const teamWeek = calendar.data.inForce.weekdays;
  const rows = planned.map((pattern) => ({
    pattern,
    name: nameOf(pattern.personId),
    hours: hoursInWeek(pattern, teamWeek),
  }));
  const close = () => ask(null);
  return (
    <>
      {head}
      {rows.length === 0 ? (
        <section className="card stack small">
          <p>{t('team.none')}</p>
          {canPlan ? (
            <div>
              <Button loading={planAll.isPending} onClick={() => planAll.mutate()}>
                {t('capacity.planAll')}
              </Button>
            </div>
          ) : null}
        </section>
      ) : (
        <section className="card stack small" aria-label={t('team.title')}>
          <PatternsList rows={rows} teamWeek={teamWeek} {...(canPlan ? { onChange: ask } : {})} />
          {canPlan ? (
            <AddPerson
              people={people.filter(({ id, isActive }) => isActive && !planned.some(({ personId }) => personId === id))}
              onChoose={ask}
            />
          ) : null}
        </section>
      )}
      <p className="dim">{t('team.hint')}</p>
      <Suspense>
        {asked === null ? null : (
          <PatternDialog
            projectId={project.id}
            iterationId={null}
            personId={asked}
            name={nameOf(asked)}
            patterns={patterns.data}
            onClose={close}
            onSaved={() => {
              close();
              tell(t('frame.saved'));
              void readAgain();
            }}
          />
        )}
      </Suspense>
    </>
  );
}
