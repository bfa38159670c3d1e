import { useQuery } from '@tanstack/react-query';
import { native } from '../native.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { mayPlan } from '../parts/may-plan.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { useMe, useProject } from '../parts/place.ts';
import { calendarQuery } from '../queries.ts';
import { CalendarEditor } from '../settings/calendar-editor.tsx';
import { useWords } from '../words/use-words.ts';

/** On which days a project works. */
export function CalendarPage() {
  const { t } = useWords();
  const { id } = useProject();
  const canPlan = mayPlan(useMe(), id);
  const calendar = useQuery(calendarQuery(id));
  usePageTitle(t('settings.calendar'));
  return (
    <>
      <h1>{t('settings.calendar')}</h1>
      {calendar.isPending ? <Loading /> : null}
      {calendar.isError ? <Trouble error={calendar.error} again={calendar.refetch} /> : null}
      {calendar.data === undefined ? null : (
        <CalendarEditor
          found={calendar.data}
          isWidest={false}
          canChange={canPlan}
          queryKey={calendarQuery(id).queryKey}
          send={(version, changed) => native.setProjectCalendar(id, version, changed)}
        />
      )}
    </>
  );
}
