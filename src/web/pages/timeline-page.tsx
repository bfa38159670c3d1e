import { Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { Iteration, Project } from '../../client/native.ts';
import { outlookQuery } from '../goal/goal-queries.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayPlan } from '../parts/may-plan.ts';
import { NoIterations } from '../parts/no-iterations.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe, useProject } from '../parts/place.ts';
import { preferences } from '../parts/preferences.ts';
import { useKeys } from '../parts/use-keys.ts';
import { calendarQuery, iterationsOf } from '../queries.ts';
import { Agenda } from '../timeline/agenda.tsx';
import { lanesOf } from '../timeline/lanes.ts';
import { Strip } from '../timeline/strip.tsx';
import { timeScale } from '../timeline/time-scale.ts';
import { useReschedule } from '../timeline/use-reschedule.ts';
import { type Zoom, zooms } from '../timeline/zoom.ts';
import { addDays, todayIn } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import '../styles/timeline.css';
import '../styles/timeline-bars.css';

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
  if (found.data === undefined) {
    return found.isError ? <Trouble error={found.error} again={found.refetch} /> : <Loading />;
  }
  return <Timeline project={project} found={found.data} canPlan={canPlan} />;
}

interface TimelineProps {
  readonly project: Project;
  readonly found: readonly Iteration[];
  readonly canPlan: boolean;
}

function Timeline({ project, found, canPlan }: TimelineProps) {
  const words = useWords();
  const isNarrow = useMediaQuery('(max-width: 767px)', undefined, { getInitialValueInEffect: false });
  const move = useReschedule(project);
  const reschedule = canPlan ? move : null;
  const today = todayIn(project.zone);
  const { zoom, from, asked, show, goTo } = useView(today);
  const [making, make] = useState<'iteration' | 'release' | null>(null);
  const lanes = useMemo(() => lanesOf(found, project.rootIterationId), [found, project.rootIterationId]);
  const scale = useMemo(() => {
    const ranges = lanes.flatMap(({ range, rows }) => [...(range === null ? [] : [range]), ...rows.flat()]);
    return timeScale(zoom, ranges, { today, weekStart: preferences().weekStart });
  }, [lanes, zoom, today]);
  const scrolledTo = useCallback((day: string) => show({ from: day }), [show]);
  useKeys(canPlan ? { 'Shift+N': () => make('iteration') } : {});
  const calendar = useQuery(calendarQuery(project.id));
  const outlook = useQuery(outlookQuery(project.id));
  const likely = useMemo(
    () =>
      new Map(
        (outlook.data?.iterations ?? []).flatMap(({ iterationId, finish }) =>
          finish?.p85 ? [[iterationId, finish.p85]] : [],
        ),
      ),
    [outlook.data],
  );
  const isStrip = lanes.length > 0 && !isNarrow;
  return (
    <div className="stack timeline">
      <div className="page-head">
        <div>
          <h1>{words.t('frame.timeline')}</h1>
          <p className="dim">{words.t('timeline.lead', { project: project.title })}</p>
        </div>
        <div className="timeline-tools">
          {isStrip ? (
            <>
              <SegmentedControl
                size="sm"
                transitionDuration={0}
                aria-label={words.t('timeline.zoom')}
                value={zoom}
                onChange={(value) => show({ zoom: zoomOf(value) })}
                data={zooms.map((each) => ({ value: each, label: words.t(`timeline.${each}`) }))}
              />
              <Button variant="default" onClick={() => goTo(daysBeforeToday(today, zoom))}>
                {words.t('timeline.today')}
              </Button>
            </>
          ) : null}
          {canPlan ? (
            <>
              <Button
                variant="default"
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() => make('release')}
              >
                {words.t('timeline.newRelease')}
              </Button>
              <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => make('iteration')}>
                {words.t('timeline.newIteration')}
              </Button>
            </>
          ) : null}
        </div>
      </div>
      {lanes.length === 0 ? <NoIterations onMake={() => make('iteration')} /> : null}
      {isStrip ? (
        <Strip
          project={project}
          lanes={lanes}
          scale={scale}
          today={today}
          from={from ?? daysBeforeToday(today, zoom)}
          asked={asked}
          onScrolled={scrolledTo}
          goTo={goTo}
          reschedule={reschedule}
          likely={likely}
          calendar={calendar.data?.inForce}
        />
      ) : (
        <Agenda project={project} lanes={lanes} reschedule={reschedule} likely={likely} />
      )}
      {making === null ? null : (
        <Suspense>
          <NewIterationDialog project={project} kind={making} found={found} onClose={() => make(null)} />
        </Suspense>
      )}
    </div>
  );
}

/** What of the timeline is shown, kept in the address; keys change it as well. */
function useView(today: string) {
  const { zoom, from } = route.useSearch();
  const navigate = route.useNavigate();
  const show = useCallback(
    (change: { readonly zoom?: Zoom; readonly from?: string }) =>
      void navigate({ search: (was) => ({ ...was, ...change }), replace: true, resetScroll: false }),
    [navigate],
  );
  const [asked, setAsked] = useState(0);
  const goTo = (day: string) => {
    setAsked(asked + 1);
    show({ from: day });
  };
  const zoomBy = (step: number) => {
    const next = zooms[zooms.indexOf(zoom) + step];
    if (next !== undefined) show({ zoom: next });
  };
  useKeys({
    '+': () => zoomBy(-1),
    'Shift++': () => zoomBy(-1),
    '-': () => zoomBy(1),
    '0': () => goTo(daysBeforeToday(today, zoom)),
  });
  return { zoom, from, asked, show, goTo };
}

/** Today stands a little from the left edge: what comes matters more than what was. */
function daysBeforeToday(today: string, zoom: Zoom): string {
  return addDays(today, { weeks: -14, months: -40, quarters: -100 }[zoom]);
}

function zoomOf(text: string): Zoom {
  return zooms.find((each) => each === text) ?? 'weeks';
}
