import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Policy } from '../../client/closes.ts';
import { closes } from '../native.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { tell, tellTrouble } from '../parts/toast.ts';
import { policiesQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';
import { DraftButtons } from './draft-buttons.tsx';
import { PolicyBacktest } from './policy-backtest.tsx';
import { PolicyRuleRow } from './policy-rule-row.tsx';
import { type PolicyRule, raised, withRule } from './policy-rules.ts';
import { useDraft } from './use-draft.ts';

interface PolicyEditorProps {
  readonly policy: Policy;
  readonly canChange: boolean;
}

interface PolicyValues {
  readonly name: string;
  readonly rules: readonly PolicyRule[];
}

/** A policy: its rules in the order in which they are asked, and what it would have done. */
export function PolicyEditor({ policy, canChange }: PolicyEditorProps) {
  const words = useWords();
  const { t } = words;
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { queryKey } = policiesQuery(policy.projectId);
  const draft = useDraft({
    thing: policy,
    whole: policy,
    queryKey: ['policy', policy.id],
    send: (version, { name, rules }: PolicyValues) =>
      closes.changePolicy(policy.id, version, { name: name.trim(), rules: [...rules] }),
    changes: [queryKey],
  });
  const { name, rules } = draft.values;
  const remove = useMutation({
    mutationFn: () => closes.removePolicy(policy.id, policy.version),
    onSuccess: () => tell(t('programs.removed', { name: policy.name })),
    onError: (error) => tellTrouble(words, error),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  const put = (index: number, rule: PolicyRule | null) =>
    draft.set({ rules: rules.flatMap((each, place) => (place === index ? (rule ?? []) : each)) });
  return (
    <section className="card settings-form" aria-label={policy.name}>
      <FormTrouble error={draft.error} />
      <TextInput
        label={t('policies.name')}
        maxLength={256}
        readOnly={!canChange}
        value={name}
        onChange={(event) => draft.set({ name: event.currentTarget.value })}
      />
      <ol className="policy-rules">
        {rules.map((rule, index) => (
          <PolicyRuleRow
            key={rule.id}
            rule={rule}
            number={index + 1}
            isLast={index === rules.length - 1}
            canChange={canChange}
            onChange={(changed) => put(index, changed)}
            onRaise={index === 0 ? null : () => draft.set({ rules: raised(rules, index) })}
          />
        ))}
      </ol>
      {canChange ? (
        <>
          <div className="buttons">
            <Button variant="default" onClick={() => draft.set({ rules: withRule(rules) })}>
              {t('policies.addRule')}
            </Button>
            <Button variant="default" onClick={() => setAsking(true)}>
              {t('settings.removeNamed', { name: policy.name })}
            </Button>
          </div>
          <DraftButtons draft={draft} isFit={name.trim() !== ''} />
        </>
      ) : null}
      <PolicyBacktest policy={policy} />
      {isAsking ? (
        <AskFirst
          question={t('policies.removeAsk', { name: policy.name })}
          deed={t('settings.removeNamed', { name: policy.name })}
          onClose={() => setAsking(false)}
          onDo={() => remove.mutate()}
        />
      ) : null}
    </section>
  );
}
