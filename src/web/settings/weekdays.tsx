import { Checkbox } from '@mantine/core';
import { weekdayName } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

const week = [1, 2, 3, 4, 5, 6, 7] as const;

interface WeekdaysProps {
  readonly weekdays: readonly number[];
  readonly onChange: (weekdays: readonly number[]) => void;
}

/** Which days of a week are worked: 1 Monday … 7 Sunday. A week without any is said to be wrong. */
export function Weekdays({ weekdays, onChange }: WeekdaysProps) {
  const { t, language } = useWords();
  return (
    <>
      <div className="weekdays">
        {week.map((day) => (
          <Checkbox
            key={day}
            label={weekdayName(language, day)}
            checked={weekdays.includes(day)}
            onChange={({ currentTarget: { checked } }) =>
              onChange(week.filter((each) => (each === day ? checked : weekdays.includes(each))))
            }
          />
        ))}
      </div>
      {weekdays.length === 0 ? (
        <p className="over" role="alert">
          {t('settings.weekNeedsDay')}
        </p>
      ) : null}
    </>
  );
}
