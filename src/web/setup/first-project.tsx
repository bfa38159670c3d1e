import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { cadences, native } from '../native.ts';
import { DayInput } from '../parts/day-input.tsx';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { NameField } from '../parts/name-field.tsx';
import { projectsQuery } from '../queries.ts';
import { nextWindows } from '../settings/next-windows.ts';
import { nextWeek } from '../settings/usual-cadence.ts';
import { dayFormat, todayIn } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

const lengths = [1, 2, 3, 4] as const;
const counts = [1, 2, 3, 4, 6, 8, 10] as const;

/** The first project of a new server, with a cadence that makes its iterations. */
export function FirstProject() {
  const { t, language } = useWords();
  const { range } = dayFormat(language);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const today = todayIn(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [title, setTitle] = useState('');
  const [weeks, setWeeks] = useState(2);
  const [ahead, setAhead] = useState(4);
  const [firstDay, setFirstDay] = useState<string | null>(() => nextWeek(today));
  const rhythm = { lengthDays: weeks * 7, cooldownDays: 0, ahead, title: t('cadence.usualName'), nextNumber: 1 };
  const make = useMutation({
    mutationFn: async () => {
      const made = await native.createProject({ title: title.trim() });
      if (firstDay !== null) {
        const nothingByItself = { isOn: true, startsItself: false, closesItself: false, unfinished: 'next' } as const;
        await cadences.set(made.id, 1, { ...rhythm, ...nothingByItself, firstDay });
      }
      return made.key;
    },
    onSuccess: async (project) => {
      await queries.invalidateQueries(projectsQuery);
      await navigate({ to: '/p/$project/timeline', params: { project }, search: { zoom: 'weeks' } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  const windows = firstDay === null ? [] : nextWindows({ ...rhythm, firstDay }, [], today);
  return (
    <form className="sign-in-form" onSubmit={submit}>
      <FormTrouble error={make.error} />
      <NameField label={t('setup.project')} longest={256} value={title} onChange={setTitle} />
      <div className="two-fields">
        <NativeSelect
          label={t('setup.length')}
          value={weeks}
          onChange={(event) => setWeeks(Number(event.currentTarget.value))}
          data={lengths.map((count) => ({ value: String(count), label: t('setup.weeks', { count }) }))}
        />
        <NativeSelect
          label={t('setup.ahead')}
          value={ahead}
          onChange={(event) => setAhead(Number(event.currentTarget.value))}
          data={counts.map(String)}
        />
      </div>
      <DayInput
        label={t('setup.firstDay')}
        description={t('setup.firstDayHint')}
        value={firstDay}
        onChange={setFirstDay}
      />
      {windows.length === 0 ? null : (
        <ul className="windows" aria-label={t('cadence.preview')}>
          {windows.map((window) => (
            <li key={window.start}>
              {window.title}
              <span className="dim numbers">{range(window.start, window.end)}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="buttons">
        <Button type="submit" loading={make.isPending}>
          {firstDay === null ? t('setup.makeProject') : t('setup.make')}
        </Button>
        <Link to="/projects" className="later">
          {t('setup.later')}
        </Link>
      </div>
    </form>
  );
}
