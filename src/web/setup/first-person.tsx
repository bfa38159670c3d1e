import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { native } from '../native.ts';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { choose, preferences } from '../parts/preferences.ts';
import { sessionQuery } from '../queries.ts';
import { weekdayName } from '../words/show-days.ts';
import { useWords } from '../words/use-words.ts';

/** Who administers the new server, and where its midnight is. */
export function FirstPerson({ secret }: { readonly secret: string }) {
  const { t, language } = useWords();
  const queries = useQueryClient();
  const zones = useId();
  const [organization, setOrganization] = useState('');
  const [name, setName] = useState('');
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [zone, setZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [weekStart, setWeekStart] = useState<1 | 7>(preferences().weekStart);
  const setUp = useMutation({
    mutationFn: () => native.setUp({ key: secret, organization, name, login, password, zone }),
    onSuccess: (me) => {
      choose({ weekStart });
      queries.setQueryData(sessionQuery.queryKey, { me, ended: null });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setUp.mutate();
  };
  const required = { required: true, withAsterisk: false } as const;
  return (
    <form className="sign-in-form" onSubmit={submit}>
      <p className="dim">{t('setup.lead')}</p>
      <FormTrouble error={setUp.error} />
      <TextInput
        {...required}
        label={t('setup.organization')}
        maxLength={128}
        value={organization}
        onChange={(event) => setOrganization(event.currentTarget.value)}
      />
      <TextInput
        {...required}
        label={t('setup.name')}
        autoComplete="name"
        maxLength={128}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        {...required}
        label={t('signIn.login')}
        autoComplete="username"
        autoCapitalize="none"
        maxLength={64}
        value={login}
        onChange={(event) => setLogin(event.currentTarget.value)}
      />
      <PasswordInput
        {...required}
        label={t('setup.password')}
        autoComplete="new-password"
        minLength={8}
        maxLength={1024}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <TextInput
        {...required}
        label={t('setup.zone')}
        description={t('setup.zoneHint')}
        list={zones}
        maxLength={64}
        value={zone}
        onChange={(event) => setZone(event.currentTarget.value)}
      />
      <datalist id={zones}>
        {Intl.supportedValuesOf('timeZone').map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <NativeSelect
        label={t('preferences.weekStart')}
        value={weekStart}
        onChange={(event) => setWeekStart(event.currentTarget.value === '7' ? 7 : 1)}
        data={([1, 7] as const).map((day) => ({ value: String(day), label: weekdayName(language, day) }))}
      />
      <Button type="submit" loading={setUp.isPending}>
        {t('setup.done')}
      </Button>
    </form>
  );
}
