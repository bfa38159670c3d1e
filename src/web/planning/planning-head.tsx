import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Ref } from 'react';
import { useWords } from '../words/use-words.ts';
import { FilterByNames } from './filter-by-names.tsx';
import { type ColumnId, idOf, type Plan } from './plan.ts';
import type { PlanningSearch } from './planning-search.ts';

interface PlanningHeadProps {
  readonly plan: Plan;
  readonly search: PlanningSearch;
  readonly show: (change: PlanningSearch) => void;
  readonly field: Ref<HTMLInputElement>;
  /** The list that is shown where there is room for one only; null where there is room for more. */
  readonly only: ColumnId | null;
  /** How many items are chosen. */
  readonly chosen: number;
  readonly onMove: () => void;
  readonly onClear: () => void;
  /** Null for whoever may only look. */
  readonly onNewIteration: (() => void) | null;
}

/** What stands above the lists: what is looked for, and what can be done with what is chosen. */
export function PlanningHead(props: PlanningHeadProps) {
  const { plan, search, show, field, only, chosen, onMove, onClear, onNewIteration } = props;
  const words = useWords();
  return (
    <div className="planning-head">
      <h1>{words.t('frame.planning')}</h1>
      <TextInput
        ref={field}
        type="search"
        aria-label={words.t('planning.filter')}
        placeholder={words.t('planning.filter')}
        maxLength={256}
        value={search.q ?? ''}
        onChange={(event) => show({ q: event.currentTarget.value })}
      />
      <FilterByNames plan={plan} search={search} show={show} />
      {only === null ? null : (
        <NativeSelect
          aria-label={words.t('planning.list')}
          value={String(only)}
          onChange={({ currentTarget: { value } }) => show({ list: value === 'backlog' ? value : Number(value) })}
          data={plan.map((column) => ({
            value: String(idOf(column)),
            label: column.iteration?.title ?? words.t('planning.backlog'),
          }))}
        />
      )}
      {chosen === 0 ? null : (
        <div className="buttons" role="group" aria-label={words.t('planning.chosen', { count: chosen })}>
          <span className="numbers">{words.t('planning.chosen', { count: chosen })}</span>
          <Button size="compact-sm" onClick={onMove}>
            {words.t('planning.moveChosen')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={onClear}>
            {words.t('planning.clear')}
          </Button>
        </div>
      )}
      {onNewIteration === null ? null : (
        <Button
          className="planning-new"
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={onNewIteration}
        >
          {words.t('timeline.newIteration')}
        </Button>
      )}
    </div>
  );
}
