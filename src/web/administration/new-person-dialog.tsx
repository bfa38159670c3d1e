import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MadeAccount } from '../../client/administration.ts';
import { administration } from '../native.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { NameField } from '../parts/name-field.tsx';
import { accountsQuery } from '../queries.ts';
import { useWords } from '../words/use-words.ts';
import { roleChoices, roleIn } from './role-choices.ts';

interface NewPersonDialogProps {
  readonly onClose: () => void;
  readonly onMade: (person: MadeAccount) => void;
}

/** Makes a person of the organization; the server makes up their password. */
export function NewPersonDialog({ onClose, onMade }: NewPersonDialogProps) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [person, setPerson] = useState({ login: '', name: '', email: '', role: 'member' });
  const set = (part: Partial<typeof person>) => setPerson({ ...person, ...part });
  const create = useMutation({
    mutationFn: () =>
      administration.createAccount({
        login: person.login.trim(),
        name: person.name.trim(),
        email: person.email.trim() === '' ? null : person.email.trim(),
        role: roleIn(person.role),
      }),
    onSuccess: async (made) => {
      onMade(made);
      await queries.invalidateQueries({ queryKey: accountsQuery.queryKey });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('administration.newPerson')}
      deed={t('timeline.create')}
      isPending={create.isPending}
      error={create.error}
      onClose={onClose}
      onSubmit={() => create.mutate()}
    >
      <NameField
        isFirst
        label={t('administration.name')}
        autoComplete="off"
        value={person.name}
        onChange={(name) => set({ name })}
      />
      <TextInput
        required
        withAsterisk={false}
        pattern="[^\s:]+"
        title={t('setup.loginHint')}
        label={t('administration.login')}
        description={t('setup.loginHint')}
        maxLength={64}
        autoCapitalize="none"
        autoComplete="off"
        value={person.login}
        onChange={(event) => set({ login: event.currentTarget.value })}
      />
      <TextInput
        label={t('administration.email')}
        type="email"
        maxLength={254}
        autoComplete="off"
        value={person.email}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('administration.role')}
        value={person.role}
        onChange={(event) => set({ role: event.currentTarget.value })}
        data={roleChoices(t)}
      />
    </FormDialog>
  );
}
