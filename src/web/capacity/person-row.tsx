import { Button } from '@mantine/core';
import { partOf } from '../parts/amounts.ts';
import { dayFormat } from '../words/show-days.ts';
import { useWords, type Words } from '../words/use-words.ts';
import { absences, type PersonLoad } from './person-loads.ts';

interface PersonRowProps {
  readonly name: string;
  readonly load: PersonLoad;
  /** The points that fill the bar of somebody whose capacity is not known. */
  readonly most: number;
  /** Absent: may not be changed. */
  readonly onWork?: () => void;
  readonly onTimeOff?: () => void;
}

/** One person: what lies with them against what they can do, as a bar and in words, and the days they are away. */
export function PersonRow({ name, load, most, onWork, onTimeOff }: PersonRowProps) {
  const words = useWords();
  const { capacity, open, done, days } = load;
  const assigned = Math.round((open + done) * 10) / 10;
  const over = capacity === null ? 0 : Math.max(0, Math.round((assigned - capacity) * 10) / 10);
  const whole = capacity === null ? most : Math.max(assigned, capacity, 1);
  const part = (points: number) => ({ width: `${(Math.max(0, points) / whole) * 100}%` });
  return (
    <li>
      <div className="person-head">
        <strong>{name}</strong>
        <span className="dim numbers">
          {load.hours === null
            ? words.t('capacity.notPlanned')
            : words.t('capacity.hours', { count: Math.round(load.hours * 10) / 10 })}
        </span>
        <div className="buttons">
          {onWork === undefined ? null : (
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={words.t('capacity.workOf', { name })}
              onClick={onWork}
            >
              {words.t('capacity.work')}
            </Button>
          )}
          {onTimeOff === undefined ? null : (
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={words.t('capacity.timeOffOf', { name })}
              onClick={onTimeOff}
            >
              {words.t('capacity.timeOff')}
            </Button>
          )}
        </div>
      </div>
      <div className="load-bar" aria-hidden="true">
        <span className="load-done" style={part(done)} />
        <span className="load-open" style={part(assigned - over - done)} />
        <span className="load-over" style={part(over)} />
      </div>
      <p className="numbers">
        {assignedText(words, load, assigned)}
        {over > 0 ? (
          <span className="over">{` · ${words.t('iteration.overBy', { amount: words.t('amounts.points', { count: over }) })}`}</span>
        ) : null}
      </p>
      {days.length === 0 ? null : (
        <>
          <div className="day-strip" aria-hidden="true">
            {days.map(({ day, share }) => (
              <span key={day} className={share === 1 ? undefined : share === 0 ? 'away' : 'partly'} />
            ))}
          </div>
          <p className="dim numbers">{awayText(words, load)}</p>
        </>
      )}
    </li>
  );
}

function assignedText(words: Words, { capacity, items }: PersonLoad, assigned: number): string {
  const amount =
    capacity === null ? words.t('amounts.points', { count: assigned }) : partOf(words, 'points', assigned, capacity);
  return `${amount} · ${words.t('amounts.items', { count: items })}`;
}

function awayText(words: Words, { days }: PersonLoad): string {
  const { shortRange } = dayFormat(words.language);
  const away = absences(days).map(({ from, to }) => shortRange(from, to));
  return away.length === 0 ? words.t('capacity.alwaysThere') : words.t('capacity.away', { days: away.join(', ') });
}
