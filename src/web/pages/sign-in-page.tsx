import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { problemOf } from '../../client/native.ts';
import { native } from '../native.ts';
import { usePageTitle } from '../parts/page-title.ts';
import { useWords } from '../words/language.tsx';

/** The way in with login and password. */
export function SignInPage() {
  const words = useWords();
  const queries = useQueryClient();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  usePageTitle(words.signIn);
  const signIn = useMutation({
    mutationFn: native.signIn,
    onSuccess: (me) => queries.setQueryData(['session'], { me }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ login, password });
  };
  const problem = problemOf(signIn.error);
  const trouble = problem?.status === 401 ? words.wrongLogin : (problem?.detail ?? words.noAnswer);
  return (
    <form className="card sign-in" onSubmit={submit}>
      <h1>{words.signIn}</h1>
      <p className="dim">{words.signInLead}</p>
      {signIn.isError ? (
        <Alert variant="outline" color="red" role="alert">
          {trouble}
        </Alert>
      ) : null}
      <TextInput
        label={words.login}
        autoComplete="username"
        autoCapitalize="none"
        required
        withAsterisk={false}
        value={login}
        onChange={(event) => setLogin(event.currentTarget.value)}
      />
      <PasswordInput
        label={words.password}
        autoComplete="current-password"
        required
        withAsterisk={false}
        visibilityToggleButtonProps={{ 'aria-label': words.showPassword }}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" loading={signIn.isPending}>
        {words.signIn}
      </Button>
    </form>
  );
}
