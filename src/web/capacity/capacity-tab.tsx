import { Button } from '@mantine/core';
import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Burndown, Iteration, Me, Project } from '../../client/native.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayPlan } from '../parts/may-plan.ts';
import { useMe } from '../parts/place.ts';
import { tellTrouble } from '../parts/toast.ts';
import { itemsQuery, membersQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';
import { AddPerson } from './add-person.tsx';
import { CapacityFigures } from './capacity-figures.tsx';
import { capacityQuery, patternsQuery, timeOffQuery } from './capacity-queries.ts';
import { type PersonLoad, personLoads } from './person-loads.ts';
import { PersonRow } from './person-row.tsx';
import { planEverybody } from './save-pattern.ts';
import '../styles/capacity.css';

const PatternDialog = lazy(() => import('./pattern-dialog.tsx').then((made) => ({ default: made.PatternDialog })));
const TimeOffDialog = lazy(() => import('./time-off-dialog.tsx').then((made) => ({ default: made.TimeOffDialog })));

interface CapacityTabProps {
  readonly project: Project;
  readonly iteration: Iteration;
  readonly burndown: Burndown;
}

/** Who can give how much to an iteration, and what lies with them; here that is planned, too. */
export function CapacityTab({ project, iteration, burndown }: CapacityTabProps) {
  const words = useWords();
  const me = useMe();
  const queries = useQueryClient();
  const [asked, ask] = useState<{ readonly about: 'work' | 'time off'; readonly personId: number } | null>(null);
  const capacity = useQuery(capacityQuery(iteration.id));
  const patterns = useQuery(patternsQuery({ of: 'iterations', id: iteration.id }));
  const members = useQuery(membersQuery(project.id));
  const items = useQuery(itemsQuery(iteration.id));
  const inForce = patterns.data?.inForce ?? [];
  const timeOff = useQueries({
    queries: inForce.filter(({ personId }) => maySee(me, personId)).map(({ personId }) => timeOffQuery(personId)),
    combine: (found) =>
      new Map(found.flatMap(({ data }) => (data === undefined ? [] : [[data.personId, data.timeOff]]))),
  });
  const planAll = useMutation({
    mutationFn: () => planEverybody(project.id, members.data ?? []),
    onError: (error) => tellTrouble(words, error),
    onSettled: () => readAgain(),
  });
  const readAgain = async () => {
    await queries.invalidateQueries({ queryKey: ['figures'] });
    await queries.invalidateQueries({ queryKey: ['burndown'] });
    await queries.invalidateQueries({ queryKey: ['time-off'] });
  };
  const failed = [capacity, patterns, members, items].find(({ isError }) => isError);
  if (failed !== undefined) return <Trouble error={failed.error} again={failed.refetch} />;
  if (!capacity.data || !patterns.data || !members.data || !items.data) return <Loading />;
  const isOver = iteration.status === 'closed' || iteration.status === 'archived';
  const hasDates = iteration.start !== null && iteration.end !== null;
  const canPlan = mayPlan(me, project.id) && !isOver;
  const people = members.data;
  const nameOf = (personId: number) => people.find(({ id }) => id === personId)?.name ?? `#${personId}`;
  const loads = personLoads({
    capacity: capacity.data,
    patterns: isOver ? [] : inForce,
    timeOff,
    items: items.data,
    days: burndown.days,
  });
  // Bars of people whose capacity is not known are as long as their load is beside that of the others.
  const most = Math.max(1, ...loads.map(({ open, done, capacity: own }) => Math.max(open + done, own ?? 0)));
  const row = (load: PersonLoad) => {
    const { personId } = load;
    if (personId === null) return <PersonRow key="nobody" name={words.t('capacity.nobody')} load={load} most={most} />;
    return (
      <PersonRow
        key={personId}
        name={nameOf(personId)}
        load={load}
        most={most}
        {...(canPlan ? { onWork: () => ask({ about: 'work', personId }) } : {})}
        {...(mayChange(me, personId) && !isOver ? { onTimeOff: () => ask({ about: 'time off', personId }) } : {})}
      />
    );
  };
  const close = () => ask(null);
  const done = () => {
    close();
    void readAgain();
  };
  return (
    <>
      <CapacityFigures capacity={capacity.data} />
      <section className="card" aria-labelledby="people-load">
        <h2 id="people-load">{words.t('capacity.people')}</h2>
        {capacity.data.hours === null ? (
          <div className="stack small">
            <p className="dim">
              {words.t(isOver ? 'capacity.noneRecorded' : hasDates ? 'capacity.none' : 'capacity.noDates')}
            </p>
            {canPlan && inForce.length === 0 ? (
              <div>
                <Button variant="default" loading={planAll.isPending} onClick={() => planAll.mutate()}>
                  {words.t('capacity.planAll')}
                </Button>
              </div>
            ) : null}
          </div>
        ) : null}
        {loads.length === 0 ? null : <ul className="people-load">{loads.map(row)}</ul>}
        {canPlan && inForce.length > 0 ? (
          <AddPerson
            people={people.filter(({ id, isActive }) => isActive && !inForce.some(({ personId }) => personId === id))}
            onChoose={(personId) => ask({ about: 'work', personId })}
          />
        ) : null}
        {isOver && capacity.data.hours !== null ? <p className="dim">{words.t('capacity.recorded')}</p> : null}
      </section>
      <Suspense>
        {asked?.about === 'work' ? (
          <PatternDialog
            projectId={project.id}
            iterationId={iteration.id}
            personId={asked.personId}
            name={nameOf(asked.personId)}
            patterns={patterns.data}
            onClose={close}
            onSaved={done}
          />
        ) : null}
        {asked?.about === 'time off' ? (
          <TimeOffDialog personId={asked.personId} name={nameOf(asked.personId)} onClose={close} onSaved={done} />
        ) : null}
      </Suspense>
    </>
  );
}

/** Guests of a project are not told when others are away. */
function maySee(me: Me, personId: number): boolean {
  return me.role !== null || me.id === personId;
}

function mayChange(me: Me, personId: number): boolean {
  return me.scope !== 'read' && (me.id === personId || (me.role === 'admin' && me.scope === 'admin'));
}
