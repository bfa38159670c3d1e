import { TextInput } from '@mantine/core';
import { useId } from 'react';

interface ZoneFieldProps {
  readonly label: string;
  readonly description: string;
  /** Empty for none. */
  readonly value: string;
  readonly onChange: (zone: string) => void;
}

/** A time zone by its name, which is looked for by any part of it. */
export function ZoneField({ label, description, value, onChange }: ZoneFieldProps) {
  const zones = useId();
  return (
    <>
      <TextInput
        label={label}
        description={description}
        list={zones}
        maxLength={64}
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
