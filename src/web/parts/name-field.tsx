import { TextInput, type TextInputProps } from '@mantine/core';

interface NameFieldProps extends Pick<TextInputProps, 'description' | 'autoComplete'> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (name: string) => void;
  /** As many characters as the server takes. */
  readonly longest?: number;
  /** Whether it is what the focus of a dialog begins with. */
  readonly isFirst?: boolean;
}

/** What something is to be called: a form is not sent without it. */
export function NameField({ longest = 128, isFirst = false, onChange, ...rest }: NameFieldProps) {
  return (
    <TextInput
      required
      withAsterisk={false}
      maxLength={longest}
      data-autofocus={isFirst || undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...rest}
    />
  );
}
