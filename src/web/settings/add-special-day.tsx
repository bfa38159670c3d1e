import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Calendar } from '../../client/native.ts';
import { DayInput } from '../parts/day-input.tsx';
import { useWords } from '../words/use-words.ts';

type SpecialDay = Calendar['days'][number];

interface AddSpecialDayProps {
  readonly days: readonly SpecialDay[];
  readonly onAdd: (day: SpecialDay) => void;
}

/** One more day that does not follow the week. */
export function AddSpecialDay({ days, onAdd }: AddSpecialDayProps) {
  const { t } = useWords();
  const [day, setDay] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [kind, setKind] = useState('holiday');
  const [faults, setFaults] = useState<{ readonly day?: string; readonly name?: string }>({});
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isTwice = days.some((each) => each.day === day);
    const found = {
      ...(day === null ? { day: t('settings.needsDay') } : isTwice ? { day: t('settings.dayTwice') } : {}),
      ...(name.trim() === '' ? { name: t('settings.needsName') } : {}),
    };
    setFaults(found);
    if (day === null || Object.keys(found).length > 0) return;
    onAdd({ day, name: name.trim(), isWorking: kind === 'worked' });
    setDay(null);
    setName('');
  };
  return (
    <form className="inline-form" noValidate onSubmit={submit}>
      <DayInput label={t('settings.day')} value={day} onChange={setDay} error={faults.day} />
      <TextInput
        label={t('settings.dayName')}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={faults.name}
      />
      <NativeSelect
        label={t('settings.dayKind')}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value)}
        data={[
          { value: 'holiday', label: t('settings.holiday') },
          { value: 'worked', label: t('settings.worked') },
        ]}
      />
      <Button type="submit" variant="default">
        {t('settings.addDay')}
      </Button>
    </form>
  );
}
