import { Alert, Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { problemOf } from '../../client/native.ts';
import { native, planSettings } from '../native.ts';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { choose, preferences } from '../parts/preferences.ts';
import { ZoneField } from '../parts/zone-field.tsx';
import { sessionQuery } from '../queries.ts';
import { Weekdays } from '../settings/weekdays.tsx';
import { weekdayName } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import type { NewPerson } from './first-person.tsx';

interface FirstPlaceProps {
  readonly secret: string;
  readonly person: NewPerson;
  readonly onBack: () => void;
}

const usualWeek = [1, 2, 3, 4, 5] as const;

/** The second step: where midnight is, and which days are worked. With it the server is set up. */
export function FirstPlace({ secret, person, onBack }: FirstPlaceProps) {
  const { t, language } = useWords();
  const queries = useQueryClient();
  const [zone, setZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [weekStart, setWeekStart] = useState<1 | 7>(preferences().weekStart);
  const [weekdays, setWeekdays] = useState<readonly number[]>(usualWeek);
  const setUp = useMutation({
    mutationFn: async () => {
      const me = await native.setUp({ key: secret, ...person, zone: zone.trim() });
      if (weekdays.join() !== usualWeek.join()) {
        await planSettings.setOrganizationCalendar(1, { weekdays: [...weekdays], days: [] });
      }
      return me;
    },
    onSuccess: (me) => {
      choose({ weekStart });
      queries.setQueryData(sessionQuery.queryKey, { me, ended: null });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setUp.mutate();
  };
  return (
    <form className="sign-in-form" onSubmit={submit}>
      {problemOf(setUp.error)?.status === 403 ? (
        <Alert variant="outline" color="red" role="alert" title={t('setup.wrongLink')} />
      ) : (
        <FormTrouble error={setUp.error} />
      )}
      <ZoneField description={t('setup.zoneHint')} isRequired label={t('setup.zone')} value={zone} onChange={setZone} />
      <NativeSelect
        label={t('preferences.weekStart')}
        value={weekStart}
        onChange={(event) => setWeekStart(event.currentTarget.value === '7' ? 7 : 1)}
        data={([1, 7] as const).map((day) => ({ value: String(day), label: weekdayName(language, day) }))}
      />
      <fieldset className="choice">
        <legend>{t('setup.workingDays')}</legend>
        <Weekdays weekdays={weekdays} onChange={setWeekdays} />
      </fieldset>
      <div className="buttons">
        <Button type="submit" loading={setUp.isPending} disabled={weekdays.length === 0}>
          {t('setup.done')}
        </Button>
        <Button variant="default" onClick={onBack}>
          {t('setup.back')}
        </Button>
      </div>
    </form>
  );
}
