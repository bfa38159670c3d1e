import { Button } from '@mantine/core';
import type { Pattern } from '../capacity/save-pattern.ts';
import { shortWeekdayName, weekdayName } from '../words/show-days.ts';
import { useWords, type Words } from '../words/use-words.ts';
import '../styles/patterns.css';

interface PatternsListProps {
  readonly rows: readonly { readonly pattern: Pattern; readonly name: string; readonly hours: number }[];
  /** On which weekdays the team works. */
  readonly teamWeek: readonly number[];
  /** Absent: may not be changed. */
  readonly onChange?: (personId: number) => void;
}

const week = [1, 2, 3, 4, 5, 6, 7] as const;

/** Who works on which weekdays, how long, and what of it the plan can count on. */
export function PatternsList({ rows, teamWeek, onChange }: PatternsListProps) {
  const words = useWords();
  const { t, language } = words;
  const all = Math.round(rows.reduce((sum, { hours }) => sum + hours, 0) * 10) / 10;
  return (
    <>
      <ul className="patterns numbers">
        {rows.map(({ pattern, name, hours }) => {
          const days = pattern.weekdays ?? teamWeek;
          return (
            <li key={pattern.personId}>
              <div>
                <strong>{name}</strong>
                <div className="dim">{sharesIn(words, pattern)}</div>
              </div>
              <span className="unseen">{days.map((day) => weekdayName(language, day)).join(', ')}</span>
              <span className="week-strip" aria-hidden="true">
                {week.map((day) => (
                  <span key={day} data-worked={days.includes(day) || undefined}>
                    {shortWeekdayName(language, day)}
                  </span>
                ))}
              </span>
              <span>{t('team.hoursInWeek', { count: hours })}</span>
              {onChange === undefined ? null : (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t('team.changeNamed', { name })}
                  onClick={() => onChange(pattern.personId)}
                >
                  {t('team.change')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <p>{t('team.all', { hours: t('team.hoursInWeek', { count: all }) })}</p>
    </>
  );
}

/** How long somebody works in a day, and what of that is not for this plan. */
function sharesIn({ t }: Words, { hoursPerDay, allocation, focus }: Pattern): string {
  const percent = (share: number) => Math.round(share * 100);
  return [
    t('team.hoursInDay', { count: hoursPerDay }),
    ...(allocation === 1 ? [] : [t('team.allocation', { percent: percent(allocation) })]),
    ...(focus === 1 ? [] : [t('team.focus', { percent: percent(focus) })]),
  ].join(' · ');
}
