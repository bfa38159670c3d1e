import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useWords } from '../words/use-words.ts';
import { circumstanceOf, circumstances, conditionOf, conditionText, type PolicyRule, targets } from './policy-rules.ts';

interface PolicyRuleRowProps {
  readonly rule: PolicyRule;
  readonly number: number;
  /** The last rule takes what no other has taken. */
  readonly isLast: boolean;
  readonly canChange: boolean;
  /** Null takes it out. */
  readonly onChange: (rule: PolicyRule | null) => void;
  readonly onRaise: (() => void) | null;
}

/** A rule: of which items it decides, and what becomes of them. */
export function PolicyRuleRow({ rule, number, isLast, canChange, onChange, onRaise }: PolicyRuleRowProps) {
  const { t } = useWords();
  const { when, to } = rule;
  const circumstance = circumstanceOf(rule);
  const named = (word: string) => `${word} ${number}`;
  return (
    <li>
      <div className="two-fields">
        {isLast || circumstance === null ? (
          <p>{conditionText(t, rule)}</p>
        ) : (
          <NativeSelect
            aria-label={named(t('policies.condition'))}
            value={circumstance}
            disabled={!canChange}
            onChange={({ currentTarget: { value } }) => {
              const chosen = circumstances.find((each) => each === value);
              if (chosen !== undefined) onChange({ ...rule, when: conditionOf(chosen) });
            }}
            data={circumstances.map((each) => ({ value: each, label: t(`policies.when.${each}`) }))}
          />
        )}
        {circumstance === 'carried' ? (
          <NativeSelect
            aria-label={named(t('policies.times'))}
            value={String(when.carryCount?.atLeast ?? 1)}
            disabled={!canChange}
            onChange={(event) =>
              onChange({ ...rule, when: { carryCount: { atLeast: Number(event.currentTarget.value) } } })
            }
            data={[1, 2, 3, 4, 5].map((count) => ({ value: String(count), label: t('policies.atLeast', { count }) }))}
          />
        ) : null}
        {circumstance === 'tag' ? (
          <TextInput
            aria-label={named(t('policies.tag'))}
            maxLength={256}
            readOnly={!canChange}
            value={when.tag?.[0] ?? ''}
            onChange={(event) => onChange({ ...rule, when: { tag: [event.currentTarget.value] } })}
          />
        ) : null}
        <NativeSelect
          aria-label={named(t('policies.target'))}
          value={to}
          disabled={!canChange}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...rule, to: targets.find((each) => each === value) ?? 'stay' })
          }
          data={targets.map((each) => ({ value: each, label: t(`policies.to.${each}`) }))}
        />
      </div>
      <Checkbox
        label={t('policies.notify')}
        aria-label={named(t('policies.notify'))}
        checked={rule.notify}
        disabled={!canChange}
        onChange={(event) => onChange({ ...rule, notify: event.currentTarget.checked })}
      />
      {canChange && !isLast ? (
        <div className="buttons">
          {onRaise === null ? null : (
            <Button size="compact-sm" variant="default" aria-label={t('policies.raise', { number })} onClick={onRaise}>
              {t('policies.earlier')}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('policies.removeRule', { number })}
            onClick={() => onChange(null)}
          >
            {t('settings.remove')}
          </Button>
        </div>
      ) : null}
    </li>
  );
}
