import { TextInput } from '@mantine/core';
import { useId } from 'react';

interface ZoneFieldProps {
  readonly label: string;
  readonly description: string;
  /** Empty for none. */
  readonly value: string;
  readonly onChange: (zone: string) => void;
  readonly isRequired?: boolean;
}

/** A time zone by its name, which is looked for by any part of it. Whether there is such a one, the server decides. */
export function ZoneField({ label, description, value, onChange, isRequired = false }: ZoneFieldProps) {
  const zones = useId();
  return (
    <>
      <TextInput
        required={isRequired}
        withAsterisk={false}
        label={label}
        description={description}
        list={zones}
        maxLength={64}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value.trim())}
      />
      <datalist id={zones}>
        {Intl.supportedValuesOf('timeZone').map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  );
}
