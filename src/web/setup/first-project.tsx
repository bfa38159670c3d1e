import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { native } from '../native.ts';
import { DayInput } from '../parts/day-input.tsx';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { projectsQuery } from '../queries.ts';
import { addDays, todayIn, weekdayOf } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

const lengths = [1, 2, 3, 4] as const;
const counts = [1, 2, 4, 6, 10] as const;

/** The first project of a new server, with as many iterations as are wanted. */
export function FirstProject() {
  const { t } = useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [title, setTitle] = useState('');
  const [weeks, setWeeks] = useState(2);
  const [ahead, setAhead] = useState(4);
  const [firstDay, setFirstDay] = useState<string | null>(() => nextMonday(todayIn(zoneHere())));
  const make = useMutation({
    mutationFn: async () => {
      const { id, key } = await native.createProject({ title: title.trim() });
      for (let index = 0; firstDay !== null && index < ahead; index += 1) {
        const start = addDays(firstDay, index * weeks * 7);
        const name = t('setup.iteration', { number: String(index + 1) });
        await native.createIteration(id, { title: name, start, end: addDays(start, weeks * 7 - 1) });
      }
      return key;
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
  return (
    <form className="sign-in-form" onSubmit={submit}>
      <h2>{t('setup.first')}</h2>
      <p className="dim">{t('setup.firstLead')}</p>
      <FormTrouble error={make.error} />
      <TextInput
        label={t('setup.project')}
        required
        withAsterisk={false}
        maxLength={256}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
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
      <DayInput label={t('setup.firstDay')} value={firstDay} onChange={setFirstDay} />
      <div className="buttons">
        <Button type="submit" loading={make.isPending}>
          {t('setup.make')}
        </Button>
        <Link to="/projects" className="later">
          {t('setup.later')}
        </Link>
      </div>
    </form>
  );
}

function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Today, if it is one. */
function nextMonday(today: string): string {
  return addDays(today, (8 - weekdayOf(today)) % 7);
}
