import { TextInput } from '@mantine/core';
import { useId } from 'react';
import { todayIn } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

interface ZoneFieldProps {
  readonly label: string;
  readonly description: string;
  /** Empty for none. */
  readonly value: string;
  readonly onChange: (zone: string) => void;
  readonly isRequired?: boolean;
}

/**
 * A time zone by its name, which is looked for by any part of it. What is a part of none is said to be wrong while it is typed;
 * whether a zone is meant, the server decides.
 */
export function ZoneField({ label, description, value, onChange, isRequired = false }: ZoneFieldProps) {
  const { t } = useWords();
  const zones = useId();
  const known = Intl.supportedValuesOf('timeZone');
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
        error={known.some((each) => isLike(each, value)) || isZone(value) ? undefined : t('settings.noZone')}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value.trim())}
      />
      <datalist id={zones}>
        {known.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  );
}

function isLike(zone: string, text: string): boolean {
  return zone.toLowerCase().includes(text.toLowerCase());
}

/** Zones have older names, too, which are not listed. */
function isZone(name: string): boolean {
  try {
    return todayIn(name) !== '';
  } catch {
    return false;
  }
}
