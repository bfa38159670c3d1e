import { NumberInput } from '@mantine/core';
import { useWords } from '../words/use-words.ts';

/** What stands in a field for a number: text while it is none, nothing as empty text. */
export type Typed = number | string;

/** Which numbers a field takes. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
  /** Whether parts of one are numbers too. */
  readonly hasParts?: boolean;
  /** Whether nothing is an answer. */
  readonly mayBeEmpty?: boolean;
}

interface NumberFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly bounds: Bounds;
  readonly value: Typed;
  readonly onChange: (value: Typed) => void;
  readonly readOnly?: boolean;
}

/** A number within bounds; what is outside of them stays in the field, and is said to be wrong. */
export function NumberField({ label, description, bounds, value, onChange, readOnly = false }: NumberFieldProps) {
  const { t } = useWords();
  const { from, to, hasParts = false } = bounds;
  const fault = hasParts ? t('rules.number', { from, to }) : t('rules.whole', { from, to });
  return (
    <NumberInput
      label={label}
      description={description}
      value={value}
      onChange={onChange}
      hideControls
      allowDecimal={hasParts}
      readOnly={readOnly}
      error={fits(value, bounds) ? undefined : fault}
    />
  );
}

/** Whether what stands in a field is an answer. */
export function fits(value: Typed, { from, to, hasParts = false, mayBeEmpty = false }: Bounds): boolean {
  if (value === '') return mayBeEmpty;
  return typeof value === 'number' && value >= from && value <= to && (hasParts || Number.isInteger(value));
}
