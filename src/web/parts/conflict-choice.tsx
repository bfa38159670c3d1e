import { useWords } from '../words/use-words.ts';
import type { Conflict } from './merge-edits.ts';

interface ConflictChoiceProps<K extends string, V> {
  /** Who has changed it meanwhile, and into which version. */
  readonly by: string;
  readonly version: number;
  readonly conflicts: readonly Conflict<K, V>[];
  readonly nameOf: (field: K) => string;
  readonly show: (field: K, value: V) => string;
  /** For each field whose value is to stay. */
  readonly chosen: Readonly<Partial<Record<K, 'mine' | 'theirs'>>>;
  readonly choose: (field: K, whose: 'mine' | 'theirs') => void;
}

/** Lets the reader decide, field by field, what stays of two changes made at the same time. */
export function ConflictChoice<K extends string, V>(props: ConflictChoiceProps<K, V>) {
  const { by, version, conflicts, nameOf, show, chosen, choose } = props;
  const words = useWords();
  return (
    <div className="conflict" role="alert">
      <p>{words.t('edit.changedMeanwhile', { by, version })}</p>
      {conflicts.map(({ field, mine, theirs }) => (
        <fieldset key={field} className="conflict-field">
          <legend>{nameOf(field)}</legend>
          {(['mine', 'theirs'] as const).map((whose) => (
            <label key={whose}>
              <input
                type="radio"
                name={`conflict-${field}`}
                checked={chosen[field] === whose}
                onChange={() => choose(field, whose)}
              />
              <span>{words.t(`edit.${whose}`, { value: show(field, whose === 'mine' ? mine : theirs) })}</span>
            </label>
          ))}
        </fieldset>
      ))}
    </div>
  );
}
