import { TextInput } from '@mantine/core';
import { useWords } from '../words/use-words.ts';
import { type Bounds, fits, type Typed } from './bounds.ts';

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
    <TextInput
      label={label}
      description={description}
      value={String(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
      inputMode={hasParts ? 'decimal' : 'numeric'}
      maxLength={12}
      readOnly={readOnly}
      error={fits(value, bounds) ? undefined : fault}
    />
  );
}
