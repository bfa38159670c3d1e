import { useQuery } from '@tanstack/react-query';
import { planSettings } from '../native.ts';
import { Loading, Trouble } from '../parts/loading.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { organizationCalendarQuery } from '../queries.ts';
import { CalendarEditor } from '../settings/calendar-editor.tsx';
import { useWords } from '../words/use-words.ts';

/** On which days an organization works, wherever no project says otherwise. */
export function OrganizationCalendarPage() {
  const { t } = useWords();
  const calendar = useQuery(organizationCalendarQuery);
  usePageTitle(t('settings.calendar'));
  return (
    <>
      <div>
        <h1>{t('settings.calendar')}</h1>
        <p className="dim">{t('administration.calendarLead')}</p>
      </div>
      {calendar.isPending ? <Loading /> : null}
      {calendar.isError ? <Trouble error={calendar.error} again={calendar.refetch} /> : null}
      {calendar.data === undefined ? null : (
        <CalendarEditor
          found={calendar.data}
          isWidest
          canChange
          queryKey={organizationCalendarQuery.queryKey}
          send={planSettings.setOrganizationCalendar}
        />
      )}
    </>
  );
}
