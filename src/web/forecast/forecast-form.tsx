import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Unit } from '../parts/amounts.ts';
import { NumberField } from '../parts/number-field.tsx';
import { useWords } from '../words/use-words.ts';
import { isAskable, limits, type Wish } from './forecast-question.ts';

interface ForecastFormProps {
  /** Items that nobody has planned yet. */
  readonly backlog: number;
  readonly isAsking: boolean;
  readonly onAsk: (wish: Wish) => void;
}

/** What one would know, and what if. */
export function ForecastForm({ backlog, isAsking, onAsk }: ForecastFormProps) {
  const words = useWords();
  const [wish, setWish] = useState<Wish>({
    mode: 'when',
    unit: 'items',
    amount: backlog,
    horizon: 10,
    grows: false,
    share: 100,
  });
  const { mode, unit, amount, horizon, grows, share } = wish;
  const change = (part: Partial<Wish>) => setWish({ ...wish, ...part });
  const changeUnit = (next: Unit) => change({ unit: next, horizon: next === 'items' ? 10 : 3 });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAsk(wish);
  };
  return (
    <form className="stack small" noValidate onSubmit={submit}>
      <div className="buttons">
        <SegmentedControl
          size="sm"
          transitionDuration={0}
          aria-label={words.t('forecast.mode')}
          value={mode}
          onChange={(value) => change({ mode: value === 'when' ? value : 'how much' })}
          data={[
            { value: 'when', label: words.t('forecast.when') },
            { value: 'how much', label: words.t('forecast.howMuch') },
          ]}
        />
        <SegmentedControl
          size="sm"
          transitionDuration={0}
          aria-label={words.t('amounts.unit')}
          value={unit}
          onChange={(value) => changeUnit(value === 'points' ? value : 'items')}
          data={[
            { value: 'items', label: words.t('amounts.unitItems') },
            { value: 'points', label: words.t('amounts.unitPoints') },
          ]}
        />
      </div>
      <div className="inline-form forecast-fields">
        {mode === 'when' ? (
          <NumberField
            label={words.t(unit === 'items' ? 'forecast.itemsToDo' : 'forecast.pointsToDo')}
            value={amount < 0 ? null : amount}
            onChange={(value) => change({ amount: value ?? -1 })}
            error={amount > limits.amount[unit] ? words.t('forecast.atMost', { most: limits.amount[unit] }) : undefined}
          />
        ) : (
          <NumberField
            label={words.t(unit === 'items' ? 'forecast.workingDays' : 'forecast.iterations')}
            value={horizon === 0 ? null : horizon}
            onChange={(value) => change({ horizon: value ?? 0 })}
            error={
              horizon > limits.horizon[unit] ? words.t('forecast.atMost', { most: limits.horizon[unit] }) : undefined
            }
          />
        )}
        {unit === 'items' ? (
          <NumberField
            label={words.t('forecast.share')}
            value={share === 0 ? null : share}
            onChange={(value) => change({ share: value ?? 0 })}
          />
        ) : null}
        <Button type="submit" loading={isAsking} disabled={!isAskable(wish)}>
          {words.t('forecast.ask')}
        </Button>
      </div>
      {mode === 'when' ? (
        <Checkbox
          label={words.t('forecast.grows')}
          checked={grows}
          onChange={({ currentTarget: { checked } }) => change({ grows: checked })}
        />
      ) : null}
    </form>
  );
}
