import type { QueryKey } from '@tanstack/react-query';
import type { Calendar } from '../../client/native.ts';
import type { planSettings } from '../native.ts';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { useWords } from '../words/use-words.ts';
import { DraftButtons } from './draft-buttons.tsx';
import { SpecialDays } from './special-days.tsx';
import { useDraft } from './use-draft.ts';
import { WorkingWeek } from './working-week.tsx';

interface CalendarEditorProps {
  readonly found: Calendar;
  /** Whether there is no wider calendar, from which days could come. */
  readonly isWidest: boolean;
  readonly canChange: boolean;
  readonly queryKey: QueryKey;
  readonly send: typeof planSettings.setOrganizationCalendar;
}

/** The working days of one level: its week, and the days that do not follow it. */
export function CalendarEditor({ found, isWidest, canChange, queryKey, send }: CalendarEditorProps) {
  const { t } = useWords();
  const draft = useDraft({
    thing: found,
    whole: { weekdays: found.weekdays, days: found.days },
    queryKey,
    send: (version, { weekdays, days }: Pick<Calendar, 'weekdays' | 'days'>) =>
      send(version, { weekdays: weekdays === null ? null : [...weekdays], days }),
    changes: [['calendar'], ['burndown'], ['capacity']],
  });
  const { weekdays, days } = draft.values;
  const own = new Set(found.days.map(({ day }) => day));
  return (
    <>
      <FormTrouble error={draft.error} />
      {canChange ? null : <p className="dim">{t('cadence.needsPlanner')}</p>}
      <WorkingWeek
        weekdays={weekdays}
        usual={found.inForce.weekdays}
        isWidest={isWidest}
        canChange={canChange}
        onChange={(chosen) => draft.set({ weekdays: chosen })}
      />
      <SpecialDays
        days={days}
        inherited={found.inForce.days.filter(({ day }) => !own.has(day))}
        canChange={canChange}
        onChange={(chosen) => draft.set({ days: [...chosen] })}
      />
      {canChange ? <DraftButtons draft={draft} isFit={weekdays?.length !== 0} /> : null}
      <p className="dim">{t('settings.calendarHint')}</p>
    </>
  );
}
