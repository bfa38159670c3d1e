import { TextInput } from '@mantine/core';
import { useId } from 'react';
import { useWords } from '../words/use-words.ts';

interface ZoneInputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (zone: string) => void;
  readonly isRequired?: boolean;
}

/** A time zone by its name, which the browser helps to find. Whether there is such a one, the server decides. */
export function ZoneInput({ label, value, onChange, isRequired = false }: ZoneInputProps) {
  const { t } = useWords();
  const zones = useId();
  return (
    <>
      <TextInput
        required={isRequired}
        withAsterisk={false}
        label={label}
        description={t('setup.zoneHint')}
        list={zones}
        maxLength={64}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <datalist id={zones}>
        {Intl.supportedValuesOf('timeZone').map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  );
}
