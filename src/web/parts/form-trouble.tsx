import { Alert } from '@mantine/core';
import { problemOf } from '../../client/native.ts';
import { useWords } from '../words/use-words.ts';
import { describeTrouble } from './trouble-text.ts';

/** What the server said to a form, above it; nothing if it said nothing, or only that the session has ended. */
export function FormTrouble({ error }: { readonly error: unknown }) {
  const words = useWords();
  // The way back in stands above everything then, and what was typed waits behind it.
  if (error === null || error === undefined || problemOf(error)?.status === 401) return null;
  const { kind, said } = describeTrouble(words, error);
  return (
    <Alert variant="outline" color="red" role="alert" title={kind}>
      {said === null ? null : <span lang="en">{said}</span>}
    </Alert>
  );
}
