import { Radio } from '@mantine/core';
import { weekdayName } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';
import { Weekdays } from './weekdays.tsx';

interface WorkingWeekProps {
  /** Null: as the organization has it. */
  readonly weekdays: readonly number[] | null;
  /** What holds now. */
  readonly usual: readonly number[];
  /** Whether there is no wider calendar that could be followed. */
  readonly isWidest: boolean;
  readonly canChange: boolean;
  readonly onChange: (weekdays: readonly number[] | null) => void;
}

/** Which days of a week are worked: those of the organization, or own ones. */
export function WorkingWeek({ weekdays, usual, isWidest, canChange, onChange }: WorkingWeekProps) {
  const { t, language } = useWords();
  const named = (days: readonly number[]) => days.map((day) => weekdayName(language, day)).join(', ');
  const labelOf = () => {
    if (isWidest) return t('settings.weekUsual');
    return weekdays === null ? t('settings.weekFollows', { days: named(usual) }) : t('settings.weekFollowsPlain');
  };
  return (
    <fieldset className="card settings-form week" disabled={!canChange}>
      <legend className="unseen">{t('settings.week')}</legend>
      <h2 aria-hidden>{t('settings.week')}</h2>
      <Radio name="week" checked={weekdays === null} onChange={() => onChange(null)} label={labelOf()} />
      <Radio
        name="week"
        checked={weekdays !== null}
        onChange={() => onChange([...usual])}
        label={t('settings.weekOwn')}
      />
      {weekdays === null ? null : <Weekdays weekdays={weekdays} onChange={onChange} />}
    </fieldset>
  );
}
