import { type ChartDay, scopeChanges } from '../../charts/chart-day.ts';
import { changeIn, type Unit } from '../parts/amounts.ts';
import { dayFormat } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

interface ScopeChangesProps {
  readonly days: readonly ChartDay[];
  readonly scopeAtStart: number;
  readonly unit: Unit;
}

/** The days on which the scope changed, and by how much. */
export function ScopeChanges({ days, scopeAtStart, unit }: ScopeChangesProps) {
  const words = useWords();
  const { short } = dayFormat(words.language);
  const changes = scopeChanges(days, scopeAtStart);
  return (
    <section className="card numbers" aria-labelledby="scope-changes">
      <h2 id="scope-changes">{words.t('iteration.scopeChanges')}</h2>
      {changes.length === 0 ? <p className="dim">{words.t('iteration.noScopeChanges')}</p> : null}
      <ul className="change-list">
        {changes.map(({ day, value }) => (
          <li key={day}>
            <span>{short(day)}</span>
            <span className="event">{changeIn(words, unit, value)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
