import type { Statement } from '../../client/statements.ts';
import { changeIn } from '../parts/amounts.ts';
import { dayFormat } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

const kinds = ['late_finish', 'reopening', 'reestimate', 'deletion', 'dates', 'run_again'] as const;

/** Why a statement differs from the one before it: what happened since, and what it added to the velocity. */
export function Causes({ statement }: { readonly statement: Statement }) {
  const words = useWords();
  const { short } = dayFormat(words.language);
  const keys = new Map(statement.items.map(({ id, key, title }) => [id, `${key} ${title}`]));
  return (
    <section className="card" aria-labelledby="causes">
      <h2 id="causes">{words.t('report.causes')}</h2>
      <ul className="change-list numbers">
        {statement.causes.map(({ kind, itemId, seq, at, change }) => (
          <li key={`${seq} ${itemId} ${kind}`}>
            <span>
              {`${short(at.slice(0, 10))} · ${words.t(`report.cause.${kinds.find((each) => each === kind) ?? 'dates'}`)}`}
              {itemId === null ? null : ` · ${keys.get(itemId) ?? itemId}`}
            </span>
            <span className="event">
              {change.velocity.points === 0 ? '' : changeIn(words, 'points', change.velocity.points)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
