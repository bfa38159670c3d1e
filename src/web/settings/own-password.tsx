import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { native } from '../native.ts';
import { FormTrouble } from '../parts/form-trouble.tsx';
import { useMe } from '../parts/place.ts';
import { tell } from '../parts/toast.ts';
import { useWords } from '../words/use-words.ts';

/** Another password for whoever is signed in, and knows the one they have. */
export function OwnPassword() {
  const { t } = useWords();
  const { login } = useMe();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const change = useMutation({
    mutationFn: () => native.changePassword({ current, password }),
    onSuccess: () => {
      setCurrent('');
      setPassword('');
      tell(t('administration.passwordChanged'));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  const field = { required: true, withAsterisk: false, maxLength: 1024 } as const;
  const eye = { visibilityToggleButtonProps: { 'aria-label': t('signIn.showPassword') } };
  return (
    <form className="card settings-form" onSubmit={submit}>
      <h2>{t('administration.password')}</h2>
      <FormTrouble error={change.error} />
      {/* So that password managers know whose it is. */}
      <input type="text" name="login" autoComplete="username" defaultValue={login} hidden />
      <PasswordInput
        {...field}
        {...eye}
        label={t('administration.currentPassword')}
        autoComplete="current-password"
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <PasswordInput
        {...field}
        {...eye}
        label={t('administration.nextPassword')}
        autoComplete="new-password"
        minLength={8}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <div className="buttons">
        <Button type="submit" loading={change.isPending}>
          {t('administration.changePassword')}
        </Button>
      </div>
    </form>
  );
}
