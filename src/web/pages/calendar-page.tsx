import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Calendar, Project } from '../../client/native.ts';
import { native } from '../native.ts';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayAdminister } from '../parts/may-plan.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe, useProject } from '../parts/place.ts';
import { tell } from '../parts/toast.ts';
import { calendarQuery } from '../queries.ts';
import { SpecialDays } from '../settings/special-days.tsx';
import { WorkingWeek } from '../settings/working-week.tsx';
import { useWords } from '../words/use-words.ts';

/** On which days a project works. */
export function CalendarPage() {
  const { t } = useWords();
  const project = useProject();
  const calendar = useQuery(calendarQuery(project.id));
  usePageTitle(t('settings.calendar'));
  return (
    <>
      <h1>{t('settings.calendar')}</h1>
      {calendar.isPending ? <Loading /> : null}
      {calendar.isError ? <Trouble error={calendar.error} again={calendar.refetch} /> : null}
      {calendar.data === undefined ? null : <Editor project={project} calendar={calendar.data} />}
    </>
  );
}

function Editor({ project, calendar }: { readonly project: Project; readonly calendar: Calendar }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const isAdmin = mayAdminister(useMe(), project.id);
  // What somebody else saves meanwhile does not replace what is being typed here.
  const [draft, setDraft] = useState<Pick<Calendar, 'weekdays' | 'days'> | null>(null);
  const { weekdays, days } = draft ?? calendar;
  const save = useMutation({
    mutationFn: () =>
      native.setProjectCalendar(project.id, calendar.version, {
        weekdays: weekdays === null ? null : [...weekdays],
        days,
      }),
    onSuccess: (saved) => {
      queries.setQueryData(calendarQuery(project.id).queryKey, saved);
      setDraft(null);
      tell(t('frame.saved'));
    },
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: calendarQuery(project.id).queryKey });
      await queries.invalidateQueries({ queryKey: ['burndown'] });
    },
  });
  const change = (part: Partial<Pick<Calendar, 'weekdays' | 'days'>>) => setDraft({ weekdays, days, ...part });
  const own = new Set(calendar.days.map(({ day }) => day));
  return (
    <>
      <FormTrouble error={save.error} />
      {isAdmin ? null : <p className="dim">{t('settings.onlyAdmins')}</p>}
      <WorkingWeek
        weekdays={weekdays}
        usual={calendar.inForce.weekdays}
        canChange={isAdmin}
        onChange={(chosen) => change({ weekdays: chosen })}
      />
      <SpecialDays
        days={days}
        inherited={calendar.inForce.days.filter(({ day }) => !own.has(day))}
        canChange={isAdmin}
        onChange={(chosen) => change({ days: [...chosen] })}
      />
      {isAdmin ? (
        <div className="buttons">
          <Button
            disabled={draft === null || weekdays?.length === 0}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('frame.save')}
          </Button>
          {draft === null ? null : (
            <>
              <Button variant="default" onClick={() => setDraft(null)}>
                {t('frame.cancel')}
              </Button>
              <span className="dim unsaved">{t('settings.unsaved')}</span>
            </>
          )}
        </div>
      ) : null}
      <p className="dim">{t('settings.calendarHint')}</p>
    </>
  );
}
