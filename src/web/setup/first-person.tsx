import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { NameField } from '../parts/name-field.tsx';
import { useWords } from '../words/use-words.ts';

/** Who administers a new server, and for whom. */
export interface NewPerson {
  readonly organization: string;
  readonly name: string;
  readonly login: string;
  readonly password: string;
}

interface FirstPersonProps {
  /** What was filled in before, by whoever comes back. */
  readonly known: NewPerson;
  readonly onDone: (person: NewPerson) => void;
}

/** The first step: who administers the new server. */
export function FirstPerson({ known, onDone }: FirstPersonProps) {
  const { t } = useWords();
  const [person, setPerson] = useState(known);
  const set = (part: Partial<NewPerson>) => setPerson({ ...person, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDone(person);
  };
  const required = { required: true, withAsterisk: false } as const;
  return (
    <form className="sign-in-form" onSubmit={submit}>
      <p className="dim">{t('setup.lead')}</p>
      <NameField
        label={t('setup.organization')}
        value={person.organization}
        onChange={(organization) => set({ organization })}
      />
      <NameField label={t('setup.name')} autoComplete="name" value={person.name} onChange={(name) => set({ name })} />
      <TextInput
        {...required}
        label={t('signIn.login')}
        description={t('setup.loginHint')}
        autoComplete="username"
        autoCapitalize="none"
        maxLength={64}
        pattern="[^\s:]+"
        title={t('setup.loginHint')}
        value={person.login}
        onChange={(event) => set({ login: event.currentTarget.value })}
      />
      <PasswordInput
        {...required}
        label={t('setup.password')}
        autoComplete="new-password"
        minLength={8}
        maxLength={1024}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        value={person.password}
        onChange={(event) => set({ password: event.currentTarget.value })}
      />
      <Button type="submit">{t('setup.next')}</Button>
    </form>
  );
}
