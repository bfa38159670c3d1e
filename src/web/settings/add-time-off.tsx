import { Button, NativeSelect } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { TimeOff } from '../../client/capacity.ts';
import { DayInput } from '../parts/day-input.tsx';
import { useWords } from '../words/use-words.ts';

/** Days to be off: from one to another, all of each day or half of it. */
export function AddTimeOff({ onAdd }: { readonly onAdd: (row: TimeOff['timeOff'][number]) => void }) {
  const { t } = useWords();
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [share, setShare] = useState('1');
  const [faults, setFaults] = useState<{ readonly from?: string; readonly to?: string }>({});
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const last = to ?? from;
    if (from === null || last === null) return setFaults({ from: t('settings.needsDay') });
    if (last < from) return setFaults({ to: t('away.endBeforeStart') });
    setFaults({});
    onAdd({ from, to: last, share: Number(share) });
    setFrom(null);
    setTo(null);
  };
  return (
    <form className="inline-form" noValidate onSubmit={submit}>
      <DayInput label={t('away.from')} value={from} onChange={setFrom} error={faults.from} />
      <DayInput label={t('away.to')} value={to} onChange={setTo} error={faults.to} />
      <NativeSelect
        label={t('away.share')}
        value={share}
        onChange={(event) => setShare(event.currentTarget.value)}
        data={[
          { value: '1', label: t('away.whole') },
          { value: '0.5', label: t('away.half') },
        ]}
      />
      <Button type="submit" variant="default">
        {t('away.add')}
      </Button>
    </form>
  );
}
