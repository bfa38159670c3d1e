import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { DayInput } from '../parts/day-input.tsx';
import { useProject } from '../parts/place.ts';
import { policiesQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';
import type { Typed } from './bounds.ts';
import { type CadenceValues, cadenceBounds, type NumberName } from './cadence-values.ts';
import { NumberField } from './number-field.tsx';

interface CadenceFieldsProps {
  readonly values: CadenceValues;
  readonly set: (part: Partial<CadenceValues>) => void;
  readonly canChange: boolean;
}

/** When the iterations of a cadence are, what they are called, and what happens to them without anybody. */
export function CadenceFields({ values, set, canChange }: CadenceFieldsProps) {
  const { t } = useWords();
  const policies = useQuery(policiesQuery(useProject().id));
  const number = (name: NumberName, label: string) => (
    <NumberField
      label={label}
      bounds={cadenceBounds[name]}
      value={values[name]}
      readOnly={!canChange}
      onChange={(value) => set(numbered(name, value))}
    />
  );
  return (
    <>
      <Switch
        label={t('cadence.isOn')}
        checked={values.isOn}
        disabled={!canChange}
        onChange={(event) => set({ isOn: event.currentTarget.checked })}
      />
      <div className="two-fields">
        <DayInput
          label={t('cadence.firstDay')}
          description={t('cadence.firstDayHint')}
          value={values.firstDay}
          readOnly={!canChange}
          clearable={false}
          onChange={(firstDay) => set({ firstDay })}
          error={values.firstDay === null ? t('settings.needsDay') : undefined}
        />
        <TextInput
          label={t('cadence.name')}
          description={t('cadence.nameHint')}
          maxLength={200}
          value={values.title}
          readOnly={!canChange}
          onChange={(event) => set({ title: event.currentTarget.value })}
          error={values.title.trim() === '' ? t('cadence.needsTitle') : undefined}
        />
        {number('lengthDays', t('cadence.length'))}
        {number('cooldownDays', t('cadence.cooldown'))}
        {number('ahead', t('cadence.ahead'))}
        {number('nextNumber', t('cadence.nextNumber'))}
      </div>
      <Switch
        label={t('cadence.startsItself')}
        description={t('cadence.startsItselfHint')}
        checked={values.startsItself}
        disabled={!canChange}
        onChange={(event) => set({ startsItself: event.currentTarget.checked })}
      />
      <Switch
        label={t('cadence.closesItself')}
        description={t('cadence.closesItselfHint')}
        checked={values.closesItself}
        disabled={!canChange}
        onChange={(event) => set({ closesItself: event.currentTarget.checked })}
      />
      {values.closesItself ? (
        <NativeSelect
          label={t('cadence.unfinished')}
          value={values.unfinished}
          disabled={!canChange}
          onChange={(event) => set({ unfinished: event.currentTarget.value === 'next' ? 'next' : 'stay' })}
          data={(['next', 'stay'] as const).map((value) => ({ value, label: t(`cadence.${value}`) }))}
        />
      ) : null}
      {values.closesItself && (policies.data ?? []).length > 0 ? (
        <NativeSelect
          label={t('cadence.policy')}
          description={t('cadence.policyHint')}
          value={String(values.rolloverPolicyId ?? '')}
          disabled={!canChange}
          onChange={({ currentTarget: { value } }) => set({ rolloverPolicyId: value === '' ? null : Number(value) })}
          data={[
            { value: '', label: t('cadence.noPolicy') },
            ...(policies.data ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
      ) : null}
    </>
  );
}

function numbered(name: NumberName, value: Typed): Partial<CadenceValues> {
  return { [name]: value };
}
