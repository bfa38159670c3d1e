import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Calendar } from '../../client/native.ts';
import { DayInput } from '../parts/day-input.tsx';
import { dayFormat } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

type SpecialDay = Calendar['days'][number];

interface SpecialDaysProps {
  readonly days: readonly SpecialDay[];
  /** Those of the organization that nothing here speaks against. */
  readonly inherited: readonly SpecialDay[];
  readonly canChange: boolean;
  readonly onChange: (days: readonly SpecialDay[]) => void;
}

/** Days that do not follow the week: holidays, and weekends that are worked. */
export function SpecialDays({ days, inherited, canChange, onChange }: SpecialDaysProps) {
  const { t, language } = useWords();
  const { long } = dayFormat(language);
  const rows = [
    ...days.map((each) => ({ ...each, isOwn: true })),
    ...inherited.map((each) => ({ ...each, isOwn: false })),
  ].toSorted((a, b) => a.day.localeCompare(b.day));
  return (
    <section className="card settings-form" aria-labelledby="special-days">
      <h2 id="special-days">{t('settings.daysOff')}</h2>
      {rows.length === 0 ? <p className="dim">{t('settings.noDaysOff')}</p> : null}
      {rows.length === 0 ? null : (
        <table className="settings-table">
          <thead>
            <tr>
              <th scope="col">{t('settings.day')}</th>
              <th scope="col">{t('settings.dayName')}</th>
              <th scope="col">{t('settings.dayKind')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map(({ day, name, isWorking, isOwn }) => (
              <tr key={day}>
                <th scope="row">{long(day)}</th>
                <td>{name}</td>
                <td>{isWorking ? t('settings.worked') : t('settings.holiday')}</td>
                <td className="actions">
                  {isOwn && canChange ? (
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={t('settings.removeNamed', { name })}
                      onClick={() => onChange(days.filter((each) => each.day !== day))}
                    >
                      {t('settings.remove')}
                    </Button>
                  ) : null}
                  {isOwn ? null : <span className="dim">{t('settings.inherited')}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {canChange ? <AddDay days={days} onAdd={(day) => onChange([...days, day])} /> : null}
    </section>
  );
}

interface AddDayProps {
  readonly days: readonly SpecialDay[];
  readonly onAdd: (day: SpecialDay) => void;
}

function AddDay({ days, onAdd }: AddDayProps) {
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
