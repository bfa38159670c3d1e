import { Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { Iteration, Project } from '../../client/native.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayPlan } from '../parts/may-plan.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe, useProject } from '../parts/place.ts';
import { preferences } from '../parts/preferences.ts';
import { useKeys } from '../parts/use-keys.ts';
import { iterationsOf } from '../queries.ts';
import { Agenda } from '../timeline/agenda.tsx';
import { type Lane, lanesOf } from '../timeline/lanes.ts';
import { Strip } from '../timeline/strip.tsx';
import { timeScale } from '../timeline/time-scale.ts';
import { useReschedule } from '../timeline/use-reschedule.ts';
import { type Zoom, zooms } from '../timeline/zoom.ts';
import { addDays, todayIn } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import '../styles/timeline.css';

const NewIterationDialog = lazy(() =>
  import('../timeline/new-iteration-dialog.tsx').then((made) => ({ default: made.NewIterationDialog })),
);
const route = getRouteApi('/p/$project/timeline');

/** Releases and iterations of a project over time. */
export function TimelinePage() {
  const words = useWords();
  const project = useProject();
  const canPlan = mayPlan(useMe(), project.id);
  usePageTitle(words.t('frame.timeline'));
  const found = useQuery(iterationsOf(project.id));
  const [making, make] = useState<'iteration' | 'release' | null>(null);
  if (found.data === undefined) {
    return found.isError ? <Trouble error={found.error} again={found.refetch} /> : <Loading />;
  }
  const lanes = lanesOf(found.data, project.rootIterationId);
  return (
    <div className="stack">
      <div className="page-head">
        <div>
          <h1>{words.t('frame.timeline')}</h1>
          <p className="dim">{words.t('timeline.lead', { project: project.title })}</p>
        </div>
        {canPlan ? (
          <div className="buttons">
            <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => make('release')}>
              {words.t('timeline.newRelease')}
            </Button>
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => make('iteration')}>
              {words.t('timeline.newIteration')}
            </Button>
          </div>
        ) : null}
      </div>
      {lanes.length === 0 ? (
        <section className="card empty">
          <h2>{words.t('timeline.emptyTitle')}</h2>
          <p>{words.t('timeline.empty')}</p>
          {canPlan ? null : <p className="dim">{words.t('timeline.emptyReader')}</p>}
        </section>
      ) : (
        <Lanes project={project} found={found.data} lanes={lanes} canPlan={canPlan} />
      )}
      {making === null ? null : (
        <Suspense>
          <NewIterationDialog project={project} kind={making} found={found.data} onClose={() => make(null)} />
        </Suspense>
      )}
    </div>
  );
}

interface LanesProps {
  readonly project: Project;
  readonly found: readonly Iteration[];
  readonly lanes: readonly Lane[];
  readonly canPlan: boolean;
}

function Lanes({ project, found, lanes, canPlan }: LanesProps) {
  const words = useWords();
  const { zoom, from } = route.useSearch();
  const navigate = route.useNavigate();
  const move = useReschedule(project);
  const reschedule = canPlan ? move : null;
  const isNarrow = useMediaQuery('(max-width: 767px)', undefined, { getInitialValueInEffect: false });
  const today = todayIn(project.zone);
  const scale = useMemo(() => {
    const ranges = lanesOf(found, project.rootIterationId).flatMap(({ range, rows }) => [
      ...(range === null ? [] : [range]),
      ...rows.flat(),
    ]);
    return timeScale(zoom, ranges, { today, weekStart: preferences().weekStart });
  }, [found, project.rootIterationId, zoom, today]);
  const scrolledTo = useCallback(
    (day: string) => void navigate({ search: (was) => ({ ...was, from: day }), replace: true, resetScroll: false }),
    [navigate],
  );
  const toToday = () => scrolledTo(daysBeforeToday(today, zoom));
  const zoomBy = (step: number) => {
    const next = zooms[zooms.indexOf(zoom) + step];
    if (next !== undefined) choose(next);
  };
  const choose = (next: Zoom) =>
    void navigate({ search: (was) => ({ ...was, zoom: next }), replace: true, resetScroll: false });
  useKeys({ '+': () => zoomBy(-1), 'Shift++': () => zoomBy(-1), '-': () => zoomBy(1), '0': toToday });
  if (isNarrow) return <Agenda project={project} lanes={lanes} reschedule={reschedule} />;
  return (
    <>
      <div className="buttons">
        <SegmentedControl
          size="sm"
          transitionDuration={0}
          aria-label={words.t('timeline.zoom')}
          value={zoom}
          onChange={(value) => choose(zoomOf(value))}
          data={zooms.map((each) => ({ value: each, label: words.t(`timeline.${each}`) }))}
        />
        <Button variant="default" onClick={toToday}>
          {words.t('timeline.today')}
        </Button>
      </div>
      <Strip
        project={project}
        lanes={lanes}
        scale={scale}
        today={today}
        from={from ?? daysBeforeToday(today, zoom)}
        onScrolled={scrolledTo}
        reschedule={reschedule}
      />
    </>
  );
}

/** Today stands a little from the left edge: what comes matters more than what was. */
function daysBeforeToday(today: string, zoom: Zoom): string {
  return addDays(today, { weeks: -14, months: -40, quarters: -100 }[zoom]);
}

function zoomOf(text: string): Zoom {
  return zooms.find((each) => each === text) ?? 'weeks';
}
