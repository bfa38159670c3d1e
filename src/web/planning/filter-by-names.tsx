import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import { useWords } from '../words/use-words.ts';
import { namesIn, type Plan } from './plan.ts';
import type { PlanningSearch } from './planning-search.ts';

interface FilterByNamesProps {
  readonly plan: Plan;
  readonly search: PlanningSearch;
  readonly show: (change: PlanningSearch) => void;
}

/** Shows the items of one person or of nobody alone, or those with one tag. What the address names is always to choose. */
export function FilterByNames({ plan, search: { who, tag }, show }: FilterByNamesProps) {
  const words = useWords();
  const { people, tags } = useMemo(() => namesIn(plan), [plan]);
  return (
    <div className="plan-names">
      <NativeSelect
        aria-label={words.t('planning.who')}
        value={who === undefined ? '' : String(who)}
        onChange={({ currentTarget: { value } }) =>
          show({ who: value === '' ? undefined : value === 'nobody' ? value : Number(value) })
        }
        data={[
          { value: '', label: words.t('planning.everybody') },
          { value: 'nobody', label: words.t('planning.nobody') },
          ...people.map(({ id, name }) => ({ value: String(id), label: name })),
          ...(typeof who === 'number' && people.every(({ id }) => id !== who)
            ? [{ value: String(who), label: words.t('planning.somebodyElse') }]
            : []),
        ]}
      />
      {tags.length === 0 && tag === undefined ? null : (
        <NativeSelect
          aria-label={words.t('planning.tag')}
          value={tag ?? ''}
          onChange={({ currentTarget: { value } }) => show({ tag: value === '' ? undefined : value })}
          data={[
            { value: '', label: words.t('planning.everyTag') },
            ...[...new Set([...tags, ...(tag === undefined ? [] : [tag])])].map((name) => ({
              value: name,
              label: name,
            })),
          ]}
        />
      )}
    </div>
  );
}
