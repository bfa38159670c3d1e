import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Me, problemOf } from '../../client/native.ts';
import { native } from '../native.ts';
import { useWords } from '../words/use-words.ts';
import { FormTrouble } from './form-trouble.tsx';

interface SignInFormProps {
  /** Who is expected, if anybody is. */
  readonly login?: string;
  readonly onSignedIn: (me: Me) => void;
}

/** Login and password, and what the server says to them. */
export function SignInForm({ login: expected = '', onSignedIn }: SignInFormProps) {
  const words = useWords();
  const [login, setLogin] = useState(expected);
  const [password, setPassword] = useState('');
  const signIn = useMutation({ mutationFn: native.signIn, onSuccess: onSignedIn });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ login, password });
  };
  const isWrong = problemOf(signIn.error)?.status === 401;
  return (
    <form className="sign-in-form" onSubmit={submit}>
      {isWrong ? <Alert variant="outline" color="red" role="alert" title={words.t('signIn.wrong')} /> : null}
      <FormTrouble error={signIn.error} />
      <TextInput
        label={words.t('signIn.login')}
        autoComplete="username"
        autoCapitalize="none"
        required
        withAsterisk={false}
        value={login}
        onChange={(event) => setLogin(event.currentTarget.value)}
      />
      <PasswordInput
        label={words.t('signIn.password')}
        autoComplete="current-password"
        required
        withAsterisk={false}
        visibilityToggleButtonProps={{ 'aria-label': words.t('signIn.showPassword') }}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" loading={signIn.isPending}>
        {words.t('signIn.title')}
      </Button>
    </form>
  );
}
