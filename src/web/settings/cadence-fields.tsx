import { NativeSelect, Switch, TextInput } from '@mantine/core';
import type { NewCadence } from '../../client/cadence.ts';
import { DayInput } from '../parts/day-input.tsx';
import { useWords } from '../words/use-words.ts';
import { type Bounds, fits, NumberField, type Typed } from './number-field.tsx';

/** A cadence as its fields hold it. */
export type CadenceValues = Omit<NewCadence, 'firstDay' | NumberName> & {
  readonly firstDay: string | null;
} & Readonly<Record<NumberName, Typed>>;

type NumberName = 'lengthDays' | 'cooldownDays' | 'ahead' | 'nextNumber';

const bounds: Readonly<Record<NumberName, Bounds>> = {
  lengthDays: { from: 1, to: 366 },
  cooldownDays: { from: 0, to: 90 },
  ahead: { from: 1, to: 10 },
  nextNumber: { from: 0, to: 1_000_000 },
};

interface CadenceFieldsProps {
  readonly values: CadenceValues;
  readonly set: (part: Partial<CadenceValues>) => void;
  readonly canChange: boolean;
}

/** When the iterations of a cadence are, what they are called, and what happens to them without anybody. */
export function CadenceFields({ values, set, canChange }: CadenceFieldsProps) {
  const { t } = useWords();
  const number = (name: NumberName, label: string) => (
    <NumberField
      label={label}
      bounds={bounds[name]}
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
    </>
  );
}

/** Whether a cadence can be set as it stands in its fields. */
export function isFitCadence(values: CadenceValues): boolean {
  const { firstDay, title, lengthDays, cooldownDays, ahead, nextNumber } = values;
  return (
    firstDay !== null &&
    title.trim() !== '' &&
    fits(lengthDays, bounds.lengthDays) &&
    fits(cooldownDays, bounds.cooldownDays) &&
    fits(ahead, bounds.ahead) &&
    fits(nextNumber, bounds.nextNumber)
  );
}

/** The cadence in fields that are fit. */
export function toCadence(values: CadenceValues): NewCadence {
  const { firstDay, title, lengthDays, cooldownDays, ahead, nextNumber, ...rest } = values;
  return {
    ...rest,
    firstDay: firstDay ?? '',
    title: title.trim(),
    lengthDays: Number(lengthDays),
    cooldownDays: Number(cooldownDays),
    ahead: Number(ahead),
    nextNumber: Number(nextNumber),
  };
}

function numbered(name: NumberName, value: Typed): Partial<CadenceValues> {
  return { [name]: value };
}
