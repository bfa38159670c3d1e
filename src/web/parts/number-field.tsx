import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../words/use-words.ts';
import { numberOf, textOf } from './typed-number.ts';

interface NumberFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'type' | 'inputMode'> {
  /** Null for none. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

/** A number of zero or more, as it is typed; what is none is not let in. */
export function NumberField({ value, onChange, ...rest }: NumberFieldProps) {
  const { language } = useWords();
  const [typed, setTyped] = useState('');
  const type = (text: string) => {
    const number = numberOf(text);
    if (number === undefined) return;
    setTyped(text);
    onChange(number);
  };
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      {...rest}
      // "3," is three as well, while the rest of it is still to come.
      value={numberOf(typed) === value ? typed : textOf(value, language)}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}
